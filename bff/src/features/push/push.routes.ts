import { pushEndpoints } from '@market/shared/push/push.contract'
import type { Route } from '../../http/route'
import type { PushService } from './push.service'

export const pushRoutes = (route: Route, service: PushService): void => {
  route(pushEndpoints.settings, ({ caller }) => service.settings(caller.personId))
  route(pushEndpoints.change, ({ command, body }) => service.change(command, body))
  route(pushEndpoints.consent, ({ command, body }) => service.consent(command, body.answers))
}
