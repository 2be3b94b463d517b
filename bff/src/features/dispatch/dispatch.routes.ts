import { dispatchEndpoints } from '@market/shared/dispatch/dispatch.contract'
import type { Route } from '../../http/route'
import type { DispatchService } from './dispatch.service'

export const dispatchRoutes = (route: Route, dispatch: DispatchService): void => {
  route(dispatchEndpoints.propose, ({ command, scope, body }) => dispatch.propose(command, scope, body?.marketId))
  route(dispatchEndpoints.current, ({ caller, scope, query, now }) => dispatch.current(caller, scope, query.marketId, now))
  route(dispatchEndpoints.move, ({ command, scope, params, body }) => dispatch.move(command, scope, params.dispatchId, body))
  route(dispatchEndpoints.confirm, ({ command, scope, params, body }) => dispatch.confirm(command, scope, params.dispatchId, body.version))
  route(dispatchEndpoints.drop, ({ command, scope, params }) => dispatch.drop(command, scope, params.dispatchId))
  route(dispatchEndpoints.again, ({ command, scope, params }) => dispatch.again(command, scope, params.dispatchId))
}
