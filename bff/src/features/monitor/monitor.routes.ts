import { monitorEndpoints } from '@market/shared/monitor/monitor.contract'
import type { Route } from '../../http/route'
import type { MonitorService } from './monitor.service'

export const monitorRoutes = (route: Route, service: MonitorService): void => {
  route(monitorEndpoints.overview, ({ scope, now }) => service.overview(scope, now))
}
