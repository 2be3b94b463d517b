import { signEndpoints } from '@market/shared/sign/sign.contract'
import type { Route } from '../../http/route'
import type { SignManyService } from './sign-many.service'
import type { SignService } from './sign.service'

export const signRoutes = (route: Route, service: SignService, many: SignManyService): void => {
  route(signEndpoints.get, ({ caller, params }) => service.get(caller, params.agreementId))
  route(signEndpoints.sign, ({ command, params, body }) => service.sign(command, params.agreementId, body))
  route(signEndpoints.sendCode, ({ command, body }) => service.sendCode(command, body.agreements))
  route(signEndpoints.ofJob, ({ caller, params }) => many.ofJob(caller, params.jobId))
  route(signEndpoints.signMany, ({ command, params, body }) => many.sign(command, params.jobId, body))
  route(signEndpoints.verify, ({ params }) => service.verify(params.agreementId))
}
