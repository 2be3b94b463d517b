import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import type { Route } from '../../http/route'
import type { ArriveService } from './arrive.service'

export const arriveRoutes = (route: Route, service: ArriveService): void => {
  route(arriveEndpoints.workPass, ({ caller, params, now }) => service.workPass(caller, params.applicationId, now))
  route(arriveEndpoints.confirm, ({ command, body }) => service.confirm(command, body))
  route(arriveEndpoints.duty, ({ caller, now }) => service.duty(caller, now))
  route(arriveEndpoints.finish, ({ command, params }) => service.finish(command, params.applicationId))
}
