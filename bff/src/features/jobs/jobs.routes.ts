import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import type { Route } from '../../http/route'
import { placeOf } from './job-card'
import type { JobsService } from './jobs.service'
import type { PostingService } from './posting.service'

export const jobsRoutes = (route: Route, service: JobsService, postings: PostingService): void => {
  route(jobsEndpoints.create, ({ command, body }) => postings.create(command, body))
  route(jobsEndpoints.appeal, ({ command, body }) => postings.appeal(command, body.draft, body.text))
  route(jobsEndpoints.update, ({ command, params, body }) => postings.update(command, params.jobId, body.draft, body.version))
  route(jobsEndpoints.confirm, ({ command, params }) => postings.confirm(command, params.jobId))
  route(jobsEndpoints.myDraft, ({ caller, params }) => service.draft(params.jobId, caller.personId))
  route(jobsEndpoints.templates, ({ caller, query, now }) => service.templates(caller.personId, query.marketId, now))
  route(jobsEndpoints.list, ({ query, now }) => service.list(query, placeOf(query), now))
  route(jobsEndpoints.mine, async ({ caller, now }) => ({ jobs: await service.mine(caller.personId, now) }))
  route(jobsEndpoints.get, ({ params, query, caller, now }) => service.get(params.jobId, caller.personId, { now, from: placeOf(query) }))
  route(jobsEndpoints.close, ({ command, params }) => service.close(command, params.jobId))
}
