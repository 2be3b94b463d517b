import { gatesEndpoints } from '@market/shared/gates/gates.contract'
import type { Route } from '../../http/route'
import type { GatesService } from './gates.service'

export const gatesRoutes = (route: Route, service: GatesService): void => {
  route(gatesEndpoints.list, ({ caller, params, scope }) => service.list(caller, params.marketId, scope))
  route(gatesEndpoints.show, ({ caller, params, scope }) => service.show(caller, params.gateId, scope))
  route(gatesEndpoints.make, ({ command, params, body, scope }) => service.make(command, params.marketId, body.name, scope))
  route(gatesEndpoints.rename, ({ command, params, body, scope }) => service.rename(command, params.gateId, body.name, scope))
  route(gatesEndpoints.retire, ({ command, params, body, scope }) => service.retire(command, params.gateId, body.reason, scope))
  route(gatesEndpoints.makeCode, ({ command, params, scope }) => service.makeCode(command, params.gateId, scope))
  route(gatesEndpoints.revokeCode, ({ command, params, body, scope }) => service.revokeCode(command, params.gateId, body, scope))
  route(gatesEndpoints.makeScreen, ({ command, params, scope }) => service.makeScreen(command, params.gateId, scope))
  route(gatesEndpoints.revokeScreen, ({ command, params, body, scope }) => service.revokeScreen(command, params.gateId, body.screen, scope))
  route(gatesEndpoints.screenCode, ({ body, now }) => service.screenCode(body.screen, now))
  route(gatesEndpoints.poster, ({ params, query, scope }) => service.poster(params.gateId, query.size, scope))
}
