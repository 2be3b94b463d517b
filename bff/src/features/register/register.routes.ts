import { registerEndpoints } from '@market/shared/register/register.contract'
import type { Route } from '../../http/route'
import type { IdCardService } from './id-card'
import type { RegisterService } from './register.service'

export const registerRoutes = (route: Route, service: RegisterService, idCards: IdCardService): void => {
  route(registerEndpoints.worker, ({ command, body }) => service.worker(command, body))
  route(registerEndpoints.employer, ({ command, body }) => service.employer(command, body))
  route(registerEndpoints.readIdCard, ({ caller, body, now }) => idCards.read(caller, body.imageBase64, now))
}
