import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import type { Route } from '../../http/route'
import type { CheckInService } from './check-in.service'

export const checkInRoutes = (route: Route, service: CheckInService): void => {
  route(checkInEndpoints.create, ({ command, body }) => service.create(command, body.code))
  route(checkInEndpoints.current, async ({ caller, now }) => ({ checkIn: await service.current(caller.personId, now) }))
}
