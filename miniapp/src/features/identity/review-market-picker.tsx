import { Button } from '../../ui/button'
import { ListPicker } from '../../ui/fields'
import { askWhereIAm, useWhereIAm } from '../jobs/place.store'
import type { ReviewMarket } from './use-review-market'

/** Which market's staff look at it. */
export function ReviewMarketPicker({ market, markets, choose, missing }: ReviewMarket) {
  const asked = useWhereIAm((where) => where.asked)
  return (
    <>
      <ListPicker
        id="review-market"
        label="交给哪个市场的工作人员"
        hint="哪个市场都行，结果全省都认"
        error={missing ? '请选一个市场' : null}
        words={markets.map(({ name }) => name)}
        chosen={market === null ? -1 : markets.findIndex(({ id }) => id === market.id)}
        onChoose={(index) => choose(markets[index]?.id ?? '')}
      />
      {market === null && asked !== 'refused' && <Button id="nearest-market" label="选离我最近的" kind="quiet" small pictogram="place" busy={asked === 'asking'} busyLabel="正在看您在哪儿…" onTap={() => void askWhereIAm()} />}
    </>
  )
}
