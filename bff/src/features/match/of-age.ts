import { adultAge, checkResidentId } from '@market/shared/register/resident-id'
import type { Db } from '../../store/store'
import type { Vault } from '../../store/vault'
import { sealedIn } from '../identity/places'
import { findIdNumbers } from './match.queries'

/** People asked for in one statement: some milliseconds, then others get their turn. */
const mostAtOnce = 200

/** Who may do what the law keeps from minors. The ID number is opened for this one question; nothing of it is kept. */
export const ofAge = ({ vault }: { vault: Vault }) => {
  /** Of somebody's sealed ID number; false where there is none, or it cannot be read. */
  const isAdult = (personId: string, idNumberSealed: string | null, now: number): boolean => {
    if (idNumberSealed === null) return false
    const checked = checkResidentId(vault.open(idNumberSealed, sealedIn.idNumber(personId)), now)
    return checked.ok && checked.value.age >= adultAge
  }

  return {
    isAdult,

    /** Which of these workers are of age at `now` (UTC ms); not to be called within a write. */
    async adultsAmong(db: Db, personIds: readonly string[], now: number): Promise<ReadonlySet<string>> {
      const adults = new Set<string>()
      for (let from = 0; from < personIds.length; from += mostAtOnce) {
        if (from > 0) await new Promise(setImmediate)
        const found = await findIdNumbers(db, personIds.slice(from, from + mostAtOnce))
        for (const { personId, idNumberSealed } of found) if (isAdult(personId, idNumberSealed, now)) adults.add(personId)
      }
      return adults
    },
  }
}
