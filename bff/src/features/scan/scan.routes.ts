import { scanEndpoints } from '@market/shared/scan/scan.contract'
import type { Route } from '../../http/route'
import type { ScanService } from './scan.service'

export const scanRoutes = (route: Route, service: ScanService): void => {
  route(scanEndpoints.scan, ({ caller, body, now }) => service.scan(caller, body.code, body.as, now))
}
