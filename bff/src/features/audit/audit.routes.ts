import { auditEndpoints } from '@market/shared/audit/audit.contract'
import type { Route } from '../../http/route'
import type { AuditService } from './audit.service'

export const auditRoutes = (route: Route, service: AuditService): void => {
  route(auditEndpoints.list, ({ scope, query }) => service.list(scope, query))
}
