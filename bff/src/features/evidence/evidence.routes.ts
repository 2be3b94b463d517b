import { evidenceEndpoints } from '@market/shared/evidence/evidence.contract'
import type { Route } from '../../http/route'
import type { EvidenceService } from './evidence.service'

export const evidenceRoutes = (route: Route, service: EvidenceService): void => {
  route(evidenceEndpoints.latestRoot, () => service.latestRoot())
  route(evidenceEndpoints.root, ({ params }) => service.rootOfSize(params.size))
  route(evidenceEndpoints.consistency, ({ query }) => service.consistency(query.from, query.to))
  route(evidenceEndpoints.inclusion, ({ params }) => service.inclusion(params.kind, params.subjectId))
}
