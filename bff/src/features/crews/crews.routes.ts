import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import type { Route } from '../../http/route'
import type { CrewsService } from './crews.service'

export const crewsRoutes = (route: Route, service: CrewsService): void => {
  route(crewsEndpoints.make, ({ command, body }) => service.make(command, body.name))
  route(crewsEndpoints.current, ({ caller, now }) => service.current(caller, now))
  route(crewsEndpoints.look, ({ body }) => service.look(body.code))
  route(crewsEndpoints.join, ({ command, body }) => service.join(command, body.code))
  route(crewsEndpoints.leave, ({ command }) => service.leave(command))
  route(crewsEndpoints.close, ({ command }) => service.close(command))
}
