import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { askWhereIAm, useWhereIAm } from '../../features/jobs/place.store'
import { NearbyFilter, NearbyMarkets, type Which } from '../../features/markets/nearby-markets-view'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

/** More than anybody reads; the nearest come first. */
const most = 60

export default function MarketsPage() {
  const now = useNow()
  const [which, setWhich] = useState<Which>('open')
  const { place, asked } = useWhereIAm()
  const reading = useRead('GET /api/markets', { query: { limit: most, ...(which === 'open' ? { open: true } : {}), ...(place ?? {}) } })
  return (
    <Page id="markets-page" title="附近的市场" backTo={paths.me} dataAt={reading.at} typeSwitch>
      <NearbyFilter which={which} asked={asked} onWhich={setWhich} onNear={() => void askWhereIAm()} />
      <Loaded reading={reading} cards={3}>{({ markets }) => <NearbyMarkets markets={markets} which={which} now={now} onAll={() => setWhich('all')} />}</Loaded>
    </Page>
  )
}
