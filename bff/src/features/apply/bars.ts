import { licenceAdvice } from '@market/shared/identity/work-licences.rules'
import type { WorkBar } from '@market/shared/match/work-limits'
import { AppError } from '@market/shared/errors'

/**
 * Refuses a worker what the law keeps from them, with what would be needed.
 * @throws AppError adults_only, minor_hours, past_retirement, licence_needed
 */
export function refuseBar(bar: WorkBar | null, trade: string): void {
  if (bar !== null) throw new AppError(bar, bar === 'licence_needed' ? { fields: licenceAdvice(trade) } : {})
}
