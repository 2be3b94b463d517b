import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import type { Route } from '../../http/route'
import type { InboxService } from './inbox.service'

export const inboxRoutes = (route: Route, service: InboxService): void => {
  route(inboxEndpoints.list, ({ caller }) => service.list(caller.personId))
  route(inboxEndpoints.readAll, ({ command }) => service.readAll(command))
}
