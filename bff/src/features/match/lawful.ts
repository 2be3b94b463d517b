import { adultAge, checkResidentId } from '@market/shared/register/resident-id'
import { isPastRetirementAge } from '@market/shared/sign/retirement.rules'
import { unlicensed } from '@market/shared/identity/work-licences.rules'
import { isLimited, workBar, type Lawful, type Work, type WorkBar } from '@market/shared/match/work-limits'
import type { Db } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { HeldLicences } from '../identity/held-licences'
import { sealedIn } from '../identity/places'
import { findIdNumbers } from './match.queries'

/** People asked for in one statement: some milliseconds, then others get their turn. */
const mostAtOnce = 200

const nobody: ReadonlySet<string> = new Set()

/** Who may do which work by law. The ID number is opened for this one question; nothing of it is kept. */
export const lawful = ({ vault, licences }: { vault: Vault; licences: HeldLicences }) => {
  /** Of somebody's sealed ID number: not of age where there is none, or it cannot be read. */
  const agesOf = (personId: string, idNumberSealed: string | null, now: number): Pick<Lawful, 'adult' | 'pastRetirement'> => {
    if (idNumberSealed === null) return { adult: false, pastRetirement: false }
    const checked = checkResidentId(vault.open(idNumberSealed, sealedIn.idNumber(personId)), now)
    if (!checked.ok) return { adult: false, pastRetirement: false }
    const { age, number } = checked.value
    return { adult: age >= adultAge, pastRetirement: isPastRetirementAge(number, now) }
  }

  /** What keeps each of these workers from a work, null where nothing does. Who is no worker is missing. */
  const barsOf = async (db: Db, personIds: readonly string[], work: Work, now: number): Promise<Map<string, WorkBar | null>> => {
    const bars = new Map<string, WorkBar | null>()
    for (let from = 0; from < personIds.length; from += mostAtOnce) {
      if (from > 0) await new Promise(setImmediate)
      const some = personIds.slice(from, from + mostAtOnce)
      const licensed = await licences.licensedUntilOf(db, some)
      for (const { personId, idNumberSealed } of await findIdNumbers(db, some)) {
        bars.set(personId, workBar(work, { ...agesOf(personId, idNumberSealed, now), licensedUntil: licensed.get(personId) ?? unlicensed }))
      }
    }
    return bars
  }

  return {
    agesOf,

    /**
     * What keeps one worker from a work at `now` (UTC ms); null where nothing does. Not to be called within a write.
     * Most work is open to everybody, and then nothing is read.
     */
    async barOf(db: Db, personId: string, work: Work, now: number): Promise<WorkBar | null> {
      if (!isLimited(work)) return null
      const bar = (await barsOf(db, [personId], work, now)).get(personId)
      return bar === undefined ? 'adults_only' : bar
    },

    /** Which of these workers may do a work that is not open to everybody; nobody where it is, for then it is not asked. Not to be called within a write. */
    async ableAmong(db: Db, personIds: readonly string[], work: Work, now: number): Promise<ReadonlySet<string>> {
      if (!isLimited(work)) return nobody
      return new Set([...await barsOf(db, personIds, work, now)].flatMap(([personId, bar]) => (bar === null ? [personId] : [])))
    },
  }
}
