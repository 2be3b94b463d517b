import { marketsEndpoints } from '@market/shared/markets/markets.contract'
import type { Route } from '../../http/route'
import type { MarketService } from './markets.service'

const most = 200

export const marketsRoutes = (route: Route, service: MarketService): void => {
  route(marketsEndpoints.list, async ({ query: { lat, lng, limit } }) => ({
    markets: await service.list(lat === undefined || lng === undefined ? null : { lat, lng }, limit ?? most),
  }))
  route(marketsEndpoints.today, ({ params, now }) => service.today(params.marketId, now))
}
