import { Type } from 'typebox'
import { Application } from '../apply/apply.contract'
import { defineEndpoint, strict } from '../endpoint'
import { Fen, Id, literals } from '../values'
import { settleWays } from '../words/lists'

const byId = strict({ applicationId: Id })
const reason = strict({ reason: Type.String({ maxLength: 200 }) })

const step = <const A extends string, const P extends string>(action: A, path: P, who: 'worker' | 'employer', summary: string) =>
  ({ action, summary, method: 'POST', path, who, changes: true, urgent: true, params: byId, response: Application } as const)

export const settleEndpoints = {
  propose: defineEndpoint({
    ...step('settle.propose', '/api/applications/:applicationId/hours', 'employer', 'The employer states hours and pay'),
    body: strict({ minutes: Type.Integer({ minimum: 1, maximum: 1440 }), amountFen: Fen, note: Type.String({ maxLength: 200 }) }),
    errors: ['not_found', 'step_not_allowed', 'invalid_fields'],
  }),
  agree: defineEndpoint({
    ...step('settle.agree', '/api/applications/:applicationId/hours/agree', 'worker', 'The worker agrees to exactly the hours and pay shown'),
    body: strict({ minutes: Type.Integer({ minimum: 1, maximum: 1440 }), amountFen: Fen }),
    errors: ['not_found', 'step_not_allowed', 'hours_changed'],
  }),
  dispute: defineEndpoint({
    ...step('settle.dispute', '/api/applications/:applicationId/hours/dispute', 'worker', 'The worker says hours or pay are wrong, and why'),
    body: reason,
    errors: ['not_found', 'step_not_allowed', 'invalid_fields'],
  }),
  pay: defineEndpoint({
    ...step('settle.pay', '/api/applications/:applicationId/payment', 'employer', 'The employer records the payment'),
    body: strict({ how: literals(settleWays) }),
    errors: ['not_found', 'step_not_allowed'],
  }),
  confirmPayment: defineEndpoint({
    ...step('settle.confirm_payment', '/api/applications/:applicationId/payment/confirm', 'worker', 'The worker has the money'),
    errors: ['not_found', 'step_not_allowed'],
  }),
  disputePayment: defineEndpoint({
    ...step('settle.dispute_payment', '/api/applications/:applicationId/payment/dispute', 'worker', 'The worker has not received the money'),
    body: reason,
    errors: ['not_found', 'step_not_allowed', 'invalid_fields'],
  }),
} as const
