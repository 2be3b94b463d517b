import { demoEndpoints } from '@market/shared/demo/demo.contract'
import type { Route } from '../../http/route'
import type { DemoService } from './demo.service'

/** To be registered in sandbox mode only. */
export const demoRoutes = (route: Route, service: DemoService): void => {
  route(demoEndpoints.people, ({ now }) => service.people(now))
  route(demoEndpoints.loginCode, ({ body }) => service.loginCode(body))
}
