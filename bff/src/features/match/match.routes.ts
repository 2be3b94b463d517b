import { matchEndpoints } from '@market/shared/match/match.contract'
import type { Route } from '../../http/route'
import { placeOf } from '../jobs/job-card'
import type { MatchRulesService } from './match-rules.service'
import type { MatchService } from './match.service'

export const matchRoutes = (route: Route, service: MatchService, rules: MatchRulesService): void => {
  route(matchEndpoints.forMe, ({ caller, query, now }) => service.forWorker({ personId: caller.personId, here: placeOf(query), now }))

  route(matchEndpoints.rules, ({ query, now }) => rules.published(query.province ?? null, now))
  route(matchEndpoints.ruleVersions, ({ caller, scope, now }) => rules.list(caller.personId, scope, now))
  route(matchEndpoints.ruleVersion, ({ params, scope }) => rules.get(params.version, scope))
  route(matchEndpoints.proposeRules, ({ command, body, scope }) => rules.propose(command, body, scope))
  route(matchEndpoints.confirmRules, ({ command, params, body, scope }) => rules.confirm(command, params.version, body.effectiveFrom, scope))
  route(matchEndpoints.dropRules, ({ command, params, scope }) => rules.drop(command, params.version, scope))
}
