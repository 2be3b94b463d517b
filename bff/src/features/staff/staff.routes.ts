import { staffEndpoints } from '@market/shared/staff/staff.contract'
import type { Route } from '../../http/route'
import type { FindPersonService } from './find-person.service'
import type { GrantsService } from './grants.service'
import type { RosterService } from './roster.service'

export const staffRoutes = (route: Route, { people, grants, roster }: { people: FindPersonService; grants: GrantsService; roster: RosterService }): void => {
  route(staffEndpoints.find, ({ command, body, scope }) => people.find(command, scope, body))
  route(staffEndpoints.places, async ({ caller, scope, query }) => ({ places: await grants.places(caller, scope, query.under) }))
  route(staffEndpoints.propose, ({ command, scope, body }) => grants.propose(command, scope, body))
  route(staffEndpoints.grants, ({ caller, scope, query, now }) => grants.list(caller, scope, query, now))
  route(staffEndpoints.confirm, ({ command, params, scope }) => grants.confirm(command, params.grantId, scope))
  route(staffEndpoints.refuse, ({ command, params, body, scope }) => grants.refuse(command, params.grantId, body.reason, scope))
  route(staffEndpoints.end, ({ command, params, body, scope }) => grants.end(command, params.grantId, body.reason, scope))
  route(staffEndpoints.roster, ({ params, query, scope, now }) => roster.roster(params.marketId, query.days, scope, now))
  route(staffEndpoints.member, ({ caller, params, query, scope, now }) => roster.member(caller, params.personId, query.days, scope, now))
  route(staffEndpoints.train, ({ command, params, body, scope }) => roster.train(command, params.personId, body, scope))
}
