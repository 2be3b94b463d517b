import { licenceAdvice } from '@market/shared/identity/work-licences.rules'
import type { WorkBar } from '@market/shared/match/work-limits'
import type { Party } from '@market/shared/sign/sign.rules'
import { AppError } from '@market/shared/errors'

/**
 * Nothing is signed that the law keeps from the worker, who is told what is needed; the employer is not told why.
 * @throws AppError adults_only, minor_hours, past_retirement, licence_needed, cannot_take_trade
 */
export function refuseByLaw(bar: WorkBar | null, party: Party, trade: string): void {
  if (bar === null) return
  if (party === 'employer') throw new AppError('cannot_take_trade')
  throw new AppError(bar, bar === 'licence_needed' ? { fields: licenceAdvice(trade) } : {})
}
