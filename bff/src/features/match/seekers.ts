import { unlicensed } from '@market/shared/identity/work-licences.rules'
import type { Seeker } from '@market/shared/match/facts'
import { mostListed } from '../../store/prepared'
import type { Db } from '../../store/store'
import { findWishes, knownEmployers, lastMarkets, promisedHours, takenJobs, tradesOf, type For } from './match.queries'
import type { HeldLicences } from '../identity/held-licences'
import type { lawful } from './lawful'

/** People asked for in one statement: a millisecond or two, then others get their turn. The longest list whose text is built once. */
const mostAtOnce = mostListed

/** A worker, and the province (two digits) of the market where they were last; null where they never were at one. */
export type KnownSeeker = { seeker: Seeker; province: string | null }
export type Seekers = ReturnType<typeof seekers>

/** Workers as matching knows them. */
export const seekers = ({ agesOf, licences }: Pick<ReturnType<typeof lawful>, 'agesOf'> & { licences: Pick<HeldLicences, 'licensedUntilOf'> }) => {
  const load = async (db: Db, personIds: readonly string[], now: number, what: For): Promise<KnownSeeker[]> => {
    if (personIds.length === 0) return []
    const wishes = await findWishes(db, personIds)
    const trades = byPerson(await tradesOf(db, personIds))
    const markets = byPerson(await lastMarkets(db, personIds))
    const hours = byPerson(await promisedHours(db, personIds, now))
    const taken = byPerson(await takenJobs(db, personIds, what, now))
    const known = byPerson(await knownEmployers(db, personIds))
    const licensed = await licences.licensedUntilOf(db, personIds)
    const found: KnownSeeker[] = []
    for (const { personId, idNumberSealed, ...wish } of wishes) {
      const [market] = markets(personId)
      const seeker: Seeker = {
        personId,
        ...wish,
        trades: trades(personId).map(({ trade }) => trade),
        place: market === undefined ? null : { lat: market.lat, lng: market.lng },
        busy: hours(personId),
        takenJobIds: setOf(taken(personId), ({ jobId }) => jobId),
        knownEmployerIds: setOf(known(personId), ({ employerId }) => employerId),
        ...agesOf(personId, idNumberSealed, now),
        licensedUntil: licensed.get(personId) ?? unlicensed,
      }
      found.push({ seeker, province: market?.regionCode.slice(0, 2) ?? null })
    }
    return found
  }

  /** Workers by id; who is not registered as one is missing. Seven statements for each 64 people. */
  return async (db: Db, personIds: readonly string[], now: number, what: For): Promise<Map<string, KnownSeeker>> => {
    const found = new Map<string, KnownSeeker>()
    for (let from = 0; from < personIds.length; from += mostAtOnce) {
      if (from > 0) await new Promise(setImmediate)
      for (const one of await load(db, personIds.slice(from, from + mostAtOnce), now, what)) found.set(one.seeker.personId, one)
    }
    return found
  }
}

const byPerson = <Row extends { personId: string }>(rows: readonly Row[]): ((personId: string) => readonly Row[]) => {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.personId)
    if (group === undefined) groups.set(row.personId, [row])
    else group.push(row)
  }
  return (personId) => groups.get(personId) ?? nothing
}
const nothing: readonly never[] = []

/** Most people of a crowd have none of something: they share one that is empty. */
const setOf = <Row>(rows: readonly Row[], idOf: (row: Row) => string): ReadonlySet<string> => (rows.length === 0 ? nobody : new Set(rows.map(idOf)))
const nobody: ReadonlySet<string> = new Set()
