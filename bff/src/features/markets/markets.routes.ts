import { marketsEndpoints } from '@market/shared/markets/markets.contract'
import type { Route } from '../../http/route'
import type { CoverageService } from './coverage.service'
import type { MarketService } from './markets.service'
import type { RegistryService } from './registry.service'

const most = 200

export const marketsRoutes = (route: Route, markets: MarketService, registry: RegistryService, coverage: CoverageService): void => {
  route(marketsEndpoints.list, async ({ query: { lat, lng, limit, open }, now }) => ({
    markets: await markets.list(lat === undefined || lng === undefined ? null : { lat, lng }, open ? now : null, limit ?? most),
  }))
  route(marketsEndpoints.get, ({ params, now }) => registry.page(params.marketId, now))
  route(marketsEndpoints.today, ({ params, now }) => markets.today(params.marketId, now))
  route(marketsEndpoints.create, ({ command, body, scope }) => registry.create(command, body, scope))
  route(marketsEndpoints.edit, ({ command, params, body, scope }) => registry.edit(command, params.marketId, body, scope))
  route(marketsEndpoints.close, ({ command, params, body, scope }) => registry.close(command, params.marketId, body.reason, scope))
  route(marketsEndpoints.reopen, ({ command, params, scope }) => registry.reopen(command, params.marketId, scope))
  route(marketsEndpoints.entrust, ({ command, params, body, scope }) => registry.entrust(command, params.marketId, body.creditCode, scope))
  route(marketsEndpoints.endOperator, ({ command, params, scope }) => registry.endOperator(command, params.marketId, scope))
  route(marketsEndpoints.managed, ({ query, scope }) => registry.managed(scope, query))
  route(marketsEndpoints.regions, ({ query }) => coverage.regions(query.under))
  route(marketsEndpoints.coverage, ({ query, scope }) => coverage.coverage(query.region, scope))
}
