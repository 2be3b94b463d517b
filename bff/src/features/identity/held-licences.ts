import { licencesFor } from '@market/shared/identity/work-licences'
import { licenceAdvice, licensedUntil, type LicensedUntil } from '@market/shared/identity/work-licences.rules'
import { AppError } from '@market/shared/errors'
import type { Db } from '../../store/store'
import { acceptedWorkLicences, hasWorkLicence } from './work-licences.queries'

export type HeldLicences = typeof heldLicences

/** What others ask of people's licences for dangerous trades. How long one counts is looked at with each use. */
export const heldLicences = {
  /** Until when each of these people may do each trade that takes a licence; who has none is missing. */
  async licensedUntilOf(db: Db, personIds: readonly string[]): Promise<Map<string, LicensedUntil>> {
    const held = await acceptedWorkLicences(db, personIds)
    return new Map([...new Set(held.map(({ personId }) => personId))].map((personId) => [personId, licensedUntil(held.filter((one) => one.personId === personId))]))
  },

  /**
   * Within the write that takes a place, after the worker's row is held.
   * @throws AppError licence_needed
   */
  async assertLicensed(db: Db, personId: string, { trade, endsAt }: { trade: string; endsAt: number }): Promise<void> {
    const kinds = licencesFor(trade)
    if (kinds.length > 0 && !(await hasWorkLicence(db, personId, kinds, endsAt))) throw new AppError('licence_needed', { fields: licenceAdvice(trade) })
  },
}
