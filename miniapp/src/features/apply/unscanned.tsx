import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import { useRead } from '../../client/use-read'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { CallButton } from '../../ui/call-button'
import { Card, CardHead } from '../../ui/card'
import { unscannedSteps } from './place.text'

/** For whoever worked and was never scanned: where that is put right, by whom, and until when. */
export function Unscanned({ application: { job: { market } } }: { application: Pick<Application, 'job'> }) {
  // Without a network the way there stands all the same; only the number is missing.
  const { value } = useRead('GET /api/markets/:marketId', { params: { marketId: market.id } })
  return (
    <Card id="unscanned">
      <View className="ui-stack">
        <CardHead title="干了活，没扫上？" pictogram="scan" />
        <View>{unscannedSteps(market.name)}</View>
        {value && <View className="ui-soft">{value.market.address}</View>}
        {value && <CallButton id="call-market" label="给市场打电话" number={value.market.hotline} />}
        <Button id="see-market" label="市场在哪儿" kind="secondary" pictogram="place" onTap={() => void open(paths.market, { marketId: market.id })} />
      </View>
    </Card>
  )
}
