import { useRead } from '../../client/use-read'
import { MarketView } from '../../features/markets/market-view'
import { usePageParams } from '../../platform/navigation'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

/** Everybody may read it, signed in or not: it is what the market publishes. */
export default function MarketPage() {
  const { marketId = '' } = usePageParams()
  const now = useNow()
  const reading = useRead('GET /api/markets/:marketId', { params: { marketId } })
  return (
    <Page id="market" title="零工市场" backTo={paths.today} dataAt={reading.at} typeSwitch>
      <Loaded reading={reading} cards={3}>{(page) => <MarketView page={page} now={now} />}</Loaded>
    </Page>
  )
}
