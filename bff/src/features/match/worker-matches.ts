import { AppError } from '@market/shared/errors'
import type { Place } from '@market/shared/markets/markets.rules'
import type { Match } from '@market/shared/match/match.contract'
import type { MatchRules } from '@market/shared/match/match-rules'
import { startOfMarketDay } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { StoredEvent } from '../../feed/events'
import { JsonText } from '../../http/route'
import type { Store } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchIndex } from './engine/match-index'
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
/** Who looks, where they are (without it the market of the last check-in counts) and when, UTC ms. */
type Asked = { personId: string; here: Place | null; now: number }
type Reply = JsonText<{ matches: Match[] }>
/** A worker with the day (its beginning, UTC ms) they were read on. */
type Remembered = KnownSeeker & { day: number }

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

  const keptSeeker = (personId: string, now: number): Remembered | undefined => {
    const kept = seekers.get(personId)
    return kept?.day === startOfMarketDay(now) ? kept : undefined
  }
  const readSeeker = async (personId: string, now: number): Promise<Remembered> => {
    // Somebody comes of age at midnight, and no event says so.
    seekers.forget(personId)
    const day = startOfMarketDay(now)
    const found = await seekers.of([personId], (missing) =>
      store.read(async (db) => new Map([...await loadSeekers(db, missing, now, 'applying')].map(([id, known]) => [id, { ...known, day }]))))
    const known = found.get(personId)
    if (known === undefined) throw new AppError('not_registered')
    return known
  }

  const keptRules = (province: string | null, now: number): MatchRules | undefined => {
    const kept = timelines.get(province ?? '')
    return kept && rulesAt(kept, now)
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

  const reply = (index: MatchIndex, { personId, here, now }: Asked, remembered: Remembered, inForce: MatchRules): Reply | Promise<Reply> => {
    const seeker = here === null ? remembered.seeker : { ...remembered.seeker, place: here }
    const { list, found } = index.look(seeker, inForce, now, mostMatches, remembered)
    const before = replies.get(personId)
    if (before?.list === list) return new JsonText(before.written.bytes)
    const best = found()
    const marketsBefore = markets
    const write = (shown: readonly (KnownCard | undefined)[]): Reply => {
      const matches: ShownMatch[] = []
      for (const [place, one] of best.entries()) {
        const known = shown[place]
        // Filled or closed between the two looks: what the card says is newer.
        if (known?.hasPlace === true) matches.push({ known, found: one })
      }
      const written = matchesText(matches, { seeker, who: remembered, rules: inForce, now }, before?.written ?? null)
      if (markets === marketsBefore) keep(personId, list, written)
      return new JsonText(written.bytes)
    }
    const ids = best.map(({ id }) => id)
    const kept = cards.all(ids)
    return kept === null ? readCards(ids, now).then(write) : write(kept)
  }

  const replyFromStore = async (asked: Asked): Promise<Reply> => {
    const { personId, now } = asked
    const index = await open.current(now)
    const remembered = keptSeeker(personId, now) ?? (await readSeeker(personId, now))
    const inForce = keptRules(remembered.province, now) ?? (await readRules(remembered.province, now))
    return reply(index, asked, remembered, inForce)
  }

  return {
    projection: open.projection,

    /**
     * At once, without a promise, where all that it takes is kept, as mostly for whoever looks again.
     * @throws AppError not_registered
     */
    forWorker(asked: Asked): Reply | Promise<Reply> {
      const { personId, now } = asked
      const index = open.here(now)
      const remembered = keptSeeker(personId, now)
      const inForce = remembered && keptRules(remembered.province, now)
      return index && inForce ? reply(index, asked, remembered, inForce) : replyFromStore(asked)
    },
  }
}
