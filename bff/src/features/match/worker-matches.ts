import { AppError } from '@market/shared/errors'
import type { Place } from '@market/shared/markets/markets.rules'
import type { Match } from '@market/shared/match/match.contract'
import type { MatchRules } from '@market/shared/match/match-rules'
import { marketDay } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { StoredEvent } from '../../feed/events'
import { JsonText } from '../../http/route'
import type { Store } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import { Kept } from './kept'
import { knownCard, matchesText, type KnownCard, type ShownMatch, type Written } from './match-text'
import { rulesAt, type MatchRulesService, type Timeline } from './match-rules.service'
import { openJobs } from './open-jobs'
import type { KnownSeeker, Seekers } from './seekers'

const mostMatches = 20
const mostSeekers = 20_000
const mostCards = 20_000
const mostProvinces = 40
/** Replies kept for whoever looks again, some sixty megabytes. */
const mostReplies = 4_000

type Parts = { store: Store; clock: Clock; jobs: Pick<JobsService, 'cards'>; rules: Pick<MatchRulesService, 'timeline'>; loadSeekers: Seekers }
/** A worker with the day they were read on. */
type Remembered = KnownSeeker & { day: string }

/**
 * The best open jobs for one worker, from the index. Wishes and cards that were read are kept until an event names them, so
 * that a morning's hundred looks at the same screen read the store once; and so are replies, until their list is another one.
 */
export const workerMatches = ({ store, clock, jobs, rules, loadSeekers }: Parts) => {
  const seekers = new Kept<Remembered>(mostSeekers)
  const cards = new Kept<KnownCard>(mostCards)
  const timelines = new Kept<Timeline>(mostProvinces)
  /** What each was told last, and of which list it was made; who was told something new longest ago is first. */
  const replies = new Map<string, { list: object; written: Written }>()

  /** How often something was said of a market: what was read before is not kept after. */
  let markets = 0

  const forget = (event: StoredEvent): void => {
    if (event.kind.startsWith('person.')) seekers.forget(event.subjectId)
    else if (event.kind.startsWith('match_rules.')) timelines.forgetAll()
    // A market's name stands on many cards, and changes once in a while.
    else if (event.kind.startsWith('market.')) {
      markets += 1
      replies.clear()
      return cards.forgetAll()
    }
    else if (event.kind.startsWith('job.')) cards.forget(event.subjectId)
    const { jobId, workerId, personId } = event.data as { jobId?: string; workerId?: string; personId?: string }
    if (jobId !== undefined) cards.forget(jobId)
    if (workerId !== undefined) seekers.forget(workerId)
    if (personId !== undefined) seekers.forget(personId)
  }
  const open = openJobs({ store, clock, forget })

  // What is kept is given at once: whoever looks again waits for nothing.
  const seekerOf = (personId: string, now: number): Remembered | Promise<Remembered> => {
    const day = marketDay(now)
    const kept = seekers.get(personId)
    return kept?.day === day ? kept : readSeeker(personId, day, now)
  }
  const readSeeker = async (personId: string, day: string, now: number): Promise<Remembered> => {
    // Somebody comes of age at midnight, and no event says so.
    seekers.forget(personId)
    const found = await seekers.of([personId], (missing) =>
      store.read(async (db) => new Map([...await loadSeekers(db, missing, now, 'applying')].map(([id, known]) => [id, { ...known, day }]))))
    const known = found.get(personId)
    if (known === undefined) throw new AppError('not_registered')
    return known
  }

  const rulesOf = (province: string | null, now: number): MatchRules | Promise<MatchRules> => {
    const kept = timelines.get(province ?? '')
    return kept === undefined ? readRules(province, now) : rulesAt(kept, now)
  }
  const readRules = async (province: string | null, now: number): Promise<MatchRules> => {
    const key = province ?? ''
    const found = await timelines.of([key], () => store.read(async (db) => new Map([[key, await rules.timeline(db, province)]])))
    return rulesAt(found.get(key) ?? [], now)
  }

  /** In the order of the ids; undefined where there is no such job. */
  const readCards = async (ids: readonly string[], now: number): Promise<readonly (KnownCard | undefined)[]> => {
    const found = await cards.of(ids, (missing) =>
      store.read(async (db) => new Map([...await jobs.cards(db, missing, { now })].map(([id, card]) => [id, knownCard(card)]))))
    return ids.map((id) => found.get(id))
  }

  const keep = (personId: string, list: object, written: Written): void => {
    replies.delete(personId)
    replies.set(personId, { list, written })
    if (replies.size <= mostReplies) return
    const [longestAgo] = replies.keys()
    if (longestAgo !== undefined) replies.delete(longestAgo)
  }

  return {
    projection: open.projection,

    /**
     * @param here where the worker is; without it the market of the last check-in counts
     * @param now UTC ms
     * @throws AppError not_registered
     */
    async forWorker(personId: string, here: Place | null, now: number): Promise<JsonText<{ matches: Match[] }>> {
      const index = open.here(now) ?? (await open.current(now))
      const seekerHere = seekerOf(personId, now)
      const remembered = seekerHere instanceof Promise ? await seekerHere : seekerHere
      const { seeker: known, province } = remembered
      const seeker = here === null ? known : { ...known, place: here }
      const rulesHere = rulesOf(province, now)
      const inForce = rulesHere instanceof Promise ? await rulesHere : rulesHere
      const { list, found } = index.look(seeker, inForce, now, mostMatches, remembered)
      const before = replies.get(personId)
      if (before?.list === list) return new JsonText(before.written.bytes)
      const best = found()
      const marketsBefore = markets
      const ids = best.map(({ id }) => id)
      const shown = cards.all(ids) ?? (await readCards(ids, now))
      const matches: ShownMatch[] = []
      for (const [place, found] of best.entries()) {
        const known = shown[place]
        // Filled or closed between the two looks: what the card says is newer.
        if (known?.hasPlace === true) matches.push({ known, found })
      }
      const written = matchesText(matches, { seeker, who: remembered, rules: inForce, now }, before?.written ?? null)
      if (markets === marketsBefore) keep(personId, list, written)
      return new JsonText(written.bytes)
    },
  }
}
