import { signEndpoints } from '@market/shared/sign/sign.contract'
import type { Route } from '../../http/route'
import type { AgreementPapers } from './papers'
import type { SignService } from './sign.service'

export const signRoutes = (route: Route, service: SignService, papers: AgreementPapers): void => {
  route(signEndpoints.get, ({ caller, params }) => service.get(caller, params.agreementId))
  route(signEndpoints.sign, ({ command, params, body }) => service.sign(command, params.agreementId, body))
  route(signEndpoints.paper, ({ caller, params }) => papers.forParty(caller.personId, params.agreementId))
  route(signEndpoints.verifyCode, ({ query }) => service.verifyCode(query.code))
  route(signEndpoints.verify, ({ params }) => service.verify(params.agreementId))
}
