import { settleEndpoints } from '@market/shared/settle/settle.contract'
import type { Route } from '../../http/route'
import type { SettleService } from './settle.service'

export const settleRoutes = (route: Route, service: SettleService): void => {
  route(settleEndpoints.propose, ({ command, params, body }) => service.propose(command, params.applicationId, body))
  route(settleEndpoints.agree, ({ command, params, body }) => service.agree(command, params.applicationId, body))
  route(settleEndpoints.dispute, ({ command, params, body }) => service.dispute(command, params.applicationId, body.reason))
  route(settleEndpoints.pay, ({ command, params, body }) => service.pay(command, params.applicationId, body.how))
  route(settleEndpoints.confirmPayment, ({ command, params }) => service.confirmPayment(command, params.applicationId))
  route(settleEndpoints.disputePayment, ({ command, params, body }) => service.disputePayment(command, params.applicationId, body.reason))
}
