import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { workLicenceEndpoints } from '@market/shared/identity/work-licences.contract'
import type { Route } from '../../http/route'
import type { IdentityService } from './identity.service'
import type { LicencesService } from './licences.service'
import type { ReviewService } from './review.service'
import type { SubmissionService } from './submission.service'
import type { WorkLicencesService } from './work-licences.service'

type Services = { identity: IdentityService; submissions: SubmissionService; reviews: ReviewService; licences: LicencesService; workLicences: WorkLicencesService }

export const identityRoutes = (route: Route, { identity, submissions, reviews, licences, workLicences }: Services): void => {
  route(identityEndpoints.mine, ({ caller, now }) => identity.mine(caller.personId, now))
  route(identityEndpoints.check, ({ command, body }) => identity.check(command, body))
  route(identityEndpoints.upload, ({ command, body }) => submissions.upload(command, body))
  route(identityEndpoints.askReview, ({ command, body }) => submissions.askReview(command, body.marketId))
  route(identityEndpoints.submitPapers, ({ command, body }) => submissions.submitPapers(command, body))
  route(workLicenceEndpoints.mine, ({ caller, now }) => workLicences.mine(caller.personId, now))
  route(workLicenceEndpoints.submit, ({ command, body }) => workLicences.submit(command, body))
  route(identityEndpoints.see, ({ caller, params, scope, now }) => reviews.see(caller, params.verificationId, scope, now))
  route(identityEndpoints.reveal, ({ command, params, body, scope }) => reviews.reveal(command, params.verificationId, body.purpose, scope))
  route(identityEndpoints.revealed, ({ caller, params, scope, now }) => reviews.revealed(caller, params.verificationId, scope, now))
  route(identityEndpoints.picture, ({ caller, params, scope, now }) => reviews.picture(caller, params, scope, now))
  route(identityEndpoints.accept, ({ command, params, scope }) => reviews.accept(command, params.verificationId, scope))
  route(identityEndpoints.refuse, ({ command, params, body, scope }) => reviews.refuse(command, params.verificationId, body, scope))
  route(identityEndpoints.licences, ({ query, scope, now }) => licences.watch(scope, query.standing, now))
  route(identityEndpoints.employerOfJob, ({ params, now }) => licences.employerOfJob(params.jobId, now))
}
