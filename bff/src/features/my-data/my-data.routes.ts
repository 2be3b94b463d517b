import { myDataEndpoints } from '@market/shared/my-data/my-data.contract'
import type { Route } from '../../http/route'
import type { MyDataService } from './my-data.service'

export const myDataRoutes = (route: Route, service: MyDataService): void => {
  route(myDataEndpoints.get, ({ caller, now }) => service.get(caller, now))
  route(myDataEndpoints.page, ({ caller, now }) => service.page(caller, now))
  route(myDataEndpoints.record, ({ caller, now }) => service.record(caller, now))
  route(myDataEndpoints.sendCode, ({ command }) => service.sendCode(command))
  route(myDataEndpoints.close, ({ command, body }) => service.close(command, body?.confirm))
  route(myDataEndpoints.keepOpen, ({ command }) => service.keepOpen(command))
}
