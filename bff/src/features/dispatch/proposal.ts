import { setImmediate as nextTurn } from 'node:timers/promises'
import { roundsGoOnFor, type UnplacedReason } from '@market/shared/dispatch/dispatch.rules'
import type { JobFacts, Seeker } from '@market/shared/match/facts'
import { workerReasons } from '@market/shared/match/reasons'
import { overlaps } from '@market/shared/apply/apply.rules'
import { day } from '@market/shared/words/time'
import type { Store } from '../../store/store'
import type { MatchService } from '../match/match.service'
import { assign } from './assign'
import { choicesOf } from './choices'
import { crewsOf, crewsWithChoices, crewsWithSameHours } from './crews-of-round'
import { jobsOf, pointsAt, type Crowd } from './crowd'
import { everybodyPresent, openPlaces, refusedPairs, withOpenOffer, type Present } from './crowd.queries'
import { inSlices } from './in-slices'

/** A place for somebody without one is worth as much as the best fit there is: the more people at work, the better. */
const worthOfAPlace = 1_000

/** What is asked of matching. */
export type Matching = Pick<MatchService, 'seekersOf' | 'jobFactsOf' | 'rulesInForce'>

export type ProposedJob = { jobId: string; places: number; taken: number }
export type ProposedPerson = Present & { jobId: string | null; points: number; reasons: string[]; unplaced: UnplacedReason | null }
export type Proposal = { present: number; jobs: ProposedJob[]; people: ProposedPerson[] }

type Free = Present & { seeker: Seeker }

/**
 * Reckons who of the people present and free in a market goes to which open place of today. Reads and reckons only, in slices:
 * nothing waits for it, and nothing is held.
 */
export async function propose({ store, match }: { store: Store; match: Matching }, marketId: string, now: number): Promise<Proposal> {
  const { rules, jobs, free, present, refused } = await store.read(async (db) => {
    const inForce = await match.rulesInForce(db, marketId, now)
    const ids = await openPlaces(db, marketId, now, now + day)
    const facts = await match.jobFactsOf(db, ids, inForce)
    const open = ids.flatMap((id) => facts.get(id) ?? [])
    const everybody = await everybodyPresent(db, marketId, now)
    await nextTurn()
    const offered = await withOpenOffer(db, marketId, now)
    await nextTurn()
    const unasked = everybody.filter(({ personId }) => !offered.has(personId))
    const seekers = await match.seekersOf(db, unasked.map(({ personId }) => personId), now, 'offering')
    const free = await inSlices(freeOf(unasked, seekers, open))
    await nextTurn()
    return { rules: inForce, jobs: open, free: crewsWithSameHours(free, open), present: everybody.length, refused: await refusedPairs(db, marketId, now - roundsGoOnFor) }
  })
  // Each step over everybody is some milliseconds: others have their turn between any two.
  await nextTurn()
  const { groupOf } = crewsOf(free)
  const { crowd, none } = await inSlices(choicesOf(free.map(({ seeker }, person) => ({ seeker, group: groupOf(person) })), jobs, refused, rules, now, worthOfAPlace))
  await nextTurn()
  const people = crewsWithChoices(free, none)
  const { crews, crewOf } = crewsOf(people)
  const placing = await inSlices(assign(crowd, crews))
  await nextTurn()

  const taken = jobs.map(() => 0)
  for (const job of placing) if (job >= 0) taken[job]! += 1
  /** What staff are shown of each, with words for each. */
  function* described(): Generator<void, ProposedPerson[]> {
    const shown: ProposedPerson[] = []
    for (const [index, { seeker, ...person }] of people.entries()) {
      const job = jobs[placing[index]!]
      if (job === undefined) {
        const unplaced = none[index] ?? whyUnplaced(crowd, index, crewOf(index))
        // Whoever has promised these hours has work, and is not one of those without.
        if (unplaced !== 'overlap') shown.push({ ...person, jobId: null, points: 0, reasons: [], unplaced })
      } else {
        const points = pointsAt(crowd, index, placing[index]!) - worthOfAPlace
        shown.push({ ...person, jobId: job.id, points, reasons: workerReasons(job, seeker, rules), unplaced: null })
      }
      yield
    }
    return shown
  }
  return {
    present,
    jobs: jobs.map(({ id, placesLeft }, job) => ({ jobId: id, places: placesLeft, taken: taken[job]! })),
    people: await inSlices(described()),
  }
}

/** Who has promised all the hours there is work at is not free. */
function* freeOf(people: readonly Present[], seekers: ReadonlyMap<string, Seeker>, jobs: readonly JobFacts[]): Generator<void, Free[]> {
  const free: Free[] = []
  for (const person of people) {
    yield
    const seeker = seekers.get(person.personId)
    if (seeker === undefined) continue
    const busy = jobs.length > 0 && jobs.every((job) => seeker.busy.some((hours) => overlaps(hours, job)))
    if (!busy) free.push({ ...person, seeker })
  }
  return free
}

/** Of somebody who had choices. */
function whyUnplaced(crowd: Crowd, person: number, crew: readonly number[] | undefined): UnplacedReason {
  if (crew === undefined) return 'all_taken'
  const roomy = jobsOf(crowd, person).filter((job) => crowd.places[job]! >= crew.length)
  if (roomy.length === 0) return 'crew_too_large'
  return roomy.some((job) => crew.every((member) => jobsOf(crowd, member).includes(job))) ? 'all_taken' : 'crew_member_barred'
}
