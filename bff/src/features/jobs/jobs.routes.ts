import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import type { Route } from '../../http/route'
import { placeOf } from './job-card'
import type { JobsService } from './jobs.service'

export const jobsRoutes = (route: Route, service: JobsService): void => {
  route(jobsEndpoints.create, ({ command, body }) => service.create(command, body))
  route(jobsEndpoints.templates, ({ caller, query, now }) => service.templates(caller.personId, query.marketId, now))
  route(jobsEndpoints.list, ({ query, now }) => service.list(query, placeOf(query), now))
  route(jobsEndpoints.mine, async ({ caller, now }) => ({ jobs: await service.mine(caller.personId, now) }))
  route(jobsEndpoints.get, ({ params, query, caller, now }) => service.get(params.jobId, caller.personId, { now, from: placeOf(query) }))
  route(jobsEndpoints.close, ({ command, params }) => service.close(command, params.jobId))
}
