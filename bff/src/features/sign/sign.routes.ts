import { signEndpoints } from '@market/shared/sign/sign.contract'
import type { Route } from '../../http/route'
import type { AgreementPapers } from './papers'
import type { SignManyService } from './sign-many.service'
import type { SignService } from './sign.service'

export const signRoutes = (route: Route, { sign, many, papers }: { sign: SignService; many: SignManyService; papers: AgreementPapers }): void => {
  route(signEndpoints.get, ({ caller, params }) => sign.get(caller, params.agreementId))
  route(signEndpoints.sign, ({ command, params, body }) => sign.sign(command, params.agreementId, body))
  route(signEndpoints.sendCode, ({ command, body }) => sign.sendCode(command, body.agreements))
  route(signEndpoints.ofJob, ({ caller, params }) => many.ofJob(caller, params.jobId))
  route(signEndpoints.signMany, ({ command, params, body }) => many.sign(command, params.jobId, body))
  route(signEndpoints.paper, ({ caller, params }) => papers.forParty(caller.personId, params.agreementId))
  route(signEndpoints.proof, ({ caller, params, now }) => papers.proofForParty(caller.personId, params.agreementId, now))
  route(signEndpoints.verifyCode, ({ query }) => sign.verifyCode(query.code))
  route(signEndpoints.verify, ({ params }) => sign.verify(params.agreementId))
}
