import { applyEndpoints } from '@market/shared/apply/apply.contract'
import type { Route } from '../../http/route'
import type { ApplyService } from './apply.service'

export const applyRoutes = (route: Route, service: ApplyService): void => {
  route(applyEndpoints.create, ({ command, params, body }) => service.apply(command, params.jobId, body ?? {}))
  route(applyEndpoints.mine, async ({ caller, now }) => ({ applications: await service.mine(caller.personId, now) }))
  route(applyEndpoints.ofJob, async ({ caller, params, now }) => ({ applications: await service.ofJob(caller.personId, params.jobId, now) }))
  route(applyEndpoints.get, ({ caller, params, now }) => service.get(caller.personId, params.applicationId, now))
  route(applyEndpoints.accept, ({ command, params, body }) => service.accept(command, params.applicationId, body))
  route(applyEndpoints.offer, ({ command, params }) => service.choose(command, params.applicationId))
  route(applyEndpoints.withdraw, ({ command, params }) => service.withdraw(command, params.applicationId))
  route(applyEndpoints.decline, ({ command, params, body }) => service.decline(command, params.applicationId, body.reason))
  route(applyEndpoints.cancel, ({ command, params, body }) => service.cancel(command, params.applicationId, body.reason))
}
