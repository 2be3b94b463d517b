import { matchEndpoints } from '@market/shared/match/match.contract'
import type { Route } from '../../http/route'
import { placeOf } from '../jobs/job-card'
import type { MatchService } from './match.service'

export const matchRoutes = (route: Route, service: MatchService): void => {
  route(matchEndpoints.forMe, async ({ caller, query, now }) => ({ matches: await service.forWorker(caller.personId, placeOf(query), now) }))
}
