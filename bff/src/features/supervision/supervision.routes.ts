import { supervisionEndpoints as endpoints } from '@market/shared/supervision/supervision.contract'
import type { Route } from '../../http/route'
import type { ReviewService } from './review.service'
import type { RulebookService } from './rulebook.service'
import type { SanctionsService } from './sanctions.service'

export const supervisionRoutes = (route: Route, { reviews, sanctions, rulebooks }: { reviews: ReviewService; sanctions: SanctionsService; rulebooks: RulebookService }): void => {
  route(endpoints.report, ({ command, params, body }) => reviews.report(command, params.jobId, body))
  route(endpoints.standing, ({ caller, now }) => sanctions.mine(caller.personId, now))
  route(endpoints.appeal, ({ command, params, body }) => sanctions.appeal(command, params.sanctionId, body.text))
  route(endpoints.appealPosting, ({ command, params, body }) => reviews.appealPosting(command, params.jobId, body.text))
  route(endpoints.posting, ({ caller, params, scope, now }) => reviews.posting(caller, params.jobId, scope, now))
  route(endpoints.publish, ({ command, params, body, scope }) => reviews.publish(command, params.jobId, body.version, scope))
  route(endpoints.refuse, ({ command, params, body, scope }) => reviews.refuse(command, params.jobId, body.version, body.reason, scope))
  route(endpoints.getReport, ({ caller, params, scope, now }) => reviews.getReport(caller, params.reportId, scope, now))
  route(endpoints.decideReport, ({ command, params, body, scope }) => reviews.decideReport(command, params.reportId, body, scope))
  route(endpoints.proposals, async ({ caller, scope, now }) => ({ proposals: await sanctions.proposals(caller, scope, now) }))
  route(endpoints.confirmSanction, ({ command, params, scope }) => sanctions.confirm(command, params.sanctionId, scope))
  route(endpoints.dropSanction, ({ command, params, scope }) => sanctions.drop(command, params.sanctionId, scope))
  route(endpoints.getAppeal, ({ caller, params, scope, now }) => reviews.getAppeal(caller, params.appealId, scope, now))
  route(endpoints.decideAppeal, ({ command, params, body, scope }) => reviews.decideAppeal(command, params.appealId, body, scope))
  route(endpoints.rulebooks, ({ caller, now }) => rulebooks.list(caller.personId, now))
  route(endpoints.rulebook, ({ params }) => rulebooks.get(params.version))
  route(endpoints.tryRulebook, ({ body, scope, now }) => rulebooks.trial(body, scope, now))
  route(endpoints.proposeRulebook, ({ command, body, scope }) => rulebooks.propose(command, body, scope))
  route(endpoints.confirmRulebook, ({ command, params, body, scope }) => rulebooks.confirm(command, params.version, body.effectiveFrom, scope))
  route(endpoints.dropRulebook, ({ command, params, scope }) => rulebooks.drop(command, params.version, scope))
}
