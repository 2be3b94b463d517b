import { ListPicker } from '../../ui/fields'
import type { ReviewMarket } from './use-review-market'

/** Which market's staff look at it. */
export function ReviewMarketPicker({ market, markets, choose }: ReviewMarket) {
  return (
    <ListPicker
      id="review-market"
      label="交给哪个市场的工作人员"
      hint="哪个市场都行，结果全省都认"
      words={markets.map(({ name }) => name)}
      chosen={markets.findIndex(({ id }) => id === market?.id)}
      onChoose={(index) => choose(markets[index]?.id ?? '')}
    />
  )
}
