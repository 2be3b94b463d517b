import { casesEndpoints } from '@market/shared/cases/cases.contract'
import type { Route } from '../../http/route'
import type { CasesService } from './cases.service'

export const casesRoutes = (route: Route, service: CasesService): void => {
  route(casesEndpoints.queue, ({ caller, query, now }) => service.queue(caller, query, now))
  route(casesEndpoints.mine, async ({ caller }) => ({ cases: await service.mine(caller.personId) }))
  route(casesEndpoints.take, ({ command, params, scope }) => service.take(command, params.caseId, scope))
  route(casesEndpoints.release, ({ command, params, scope }) => service.release(command, params.caseId, scope))
}
