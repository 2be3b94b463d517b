import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import type { Route } from '../../http/route'
import type { CheckInService } from './check-in.service'
import type { PresenceService } from './presence.service'

export const checkInRoutes = (route: Route, service: CheckInService, presence: PresenceService): void => {
  route(checkInEndpoints.create, ({ command, body }) => service.create(command, body))
  route(checkInEndpoints.current, async ({ caller, now }) => ({ checkIn: await service.current(caller.personId, now) }))
  route(checkInEndpoints.leave, ({ command }) => service.leave(command))
  route(checkInEndpoints.presence, ({ params, now }) => presence.numbers(params.marketId, now))
  route(checkInEndpoints.people, ({ caller, scope, query, now }) => presence.people(caller, scope, query, now))
  route(checkInEndpoints.noteLeft, ({ command, scope, body }) => presence.noteLeft(command, scope, body))
  route(checkInEndpoints.noteSeen, ({ command, scope, body }) => presence.noteSeen(command, scope, body))
}
