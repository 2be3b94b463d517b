import { signEndpoints } from '@market/shared/sign/sign.contract'
import type { Route } from '../../http/route'
import type { SignService } from './sign.service'

export const signRoutes = (route: Route, service: SignService): void => {
  route(signEndpoints.get, ({ caller, params }) => service.get(caller, params.agreementId))
  route(signEndpoints.sign, ({ command, params, body }) => service.sign(command, params.agreementId, body))
  route(signEndpoints.verify, ({ params }) => service.verify(params.agreementId))
}
