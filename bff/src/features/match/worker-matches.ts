import { AppError } from '@market/shared/errors'
import type { Place } from '@market/shared/markets/markets.rules'
import type { Match } from '@market/shared/match/match.contract'
import { marketDay } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { StoredEvent } from '../../feed/events'
import { JsonText } from '../../http/route'
import type { Store } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import type { Shortlist } from './engine/shortlist'
import { Kept } from './kept'
import { knownCard, matchesText, type KnownCard, type ShownMatch } from './match-text'
import { rulesAt, type MatchRulesService, type Timeline } from './match-rules.service'
import { openJobs } from './open-jobs'
import type { KnownSeeker, Seekers } from './seekers'

const mostMatches = 20
const mostSeekers = 20_000
const mostCards = 20_000
const mostProvinces = 40

type Parts = { store: Store; clock: Clock; jobs: Pick<JobsService, 'cards'>; rules: Pick<MatchRulesService, 'timeline'>; loadSeekers: Seekers }
/** What was found for somebody at their last look, with its cards by slot. */
type Shown = { list: Shortlist; cards: (KnownCard | undefined)[] }
/** A worker with the day they were read on. */
type Remembered = KnownSeeker & { day: string; shown: Shown | null }

/**
 * The best open jobs for one worker, from the index. Wishes and cards that were read are kept until an event names them, so
 * that a morning's hundred looks at the same screen read the store once.
 */
export const workerMatches = ({ store, clock, jobs, rules, loadSeekers }: Parts) => {
  const seekers = new Kept<Remembered>(mostSeekers)
  const cards = new Kept<KnownCard>(mostCards, (card) => { card.isCurrent = false })
  const timelines = new Kept<Timeline>(mostProvinces)

  const forget = (event: StoredEvent): void => {
    if (event.kind.startsWith('person.')) seekers.forget(event.subjectId)
    else if (event.kind.startsWith('match_rules.')) timelines.forgetAll()
    // A market's name stands on many cards, and changes once in a while.
    else if (event.kind.startsWith('market.')) return cards.forgetAll()
    else if (event.kind.startsWith('job.')) cards.forget(event.subjectId)
    const { jobId, workerId, personId } = event.data as { jobId?: string; workerId?: string; personId?: string }
    if (jobId !== undefined) cards.forget(jobId)
    if (workerId !== undefined) seekers.forget(workerId)
    if (personId !== undefined) seekers.forget(personId)
  }
  const open = openJobs({ store, clock, forget })

  const seekerOf = async (personId: string, now: number): Promise<Remembered> => {
    const day = marketDay(now)
    const kept = seekers.get(personId)
    if (kept?.day === day) return kept
    // Somebody comes of age at midnight, and no event says so.
    seekers.forget(personId)
    const found = await seekers.of([personId], (missing) =>
      store.read(async (db) => new Map([...await loadSeekers(db, missing, now, 'applying')].map(([id, known]) => [id, { ...known, day, shown: null }]))))
    const known = found.get(personId)
    if (known === undefined) throw new AppError('not_registered')
    return known
  }

  const rulesOf = async (province: string | null, now: number) => {
    const key = province ?? ''
    const kept = timelines.get(key)
    if (kept !== undefined) return rulesAt(kept, now)
    const found = await timelines.of([key], () => store.read(async (db) => new Map([[key, await rules.timeline(db, province)]])))
    return rulesAt(found.get(key) ?? [], now)
  }

  /** Sees to it that the card of each of these places is there as it is now. */
  const readCards = async ({ list, cards: bySlot }: Shown, now: number): Promise<void> => {
    const missing = new Map<string, number>()
    for (let place = 0; place < list.size; place += 1) {
      const slot = list.slotAt(place)
      if (bySlot[slot]?.isCurrent !== true) missing.set(list.idAt(place), slot)
    }
    if (missing.size === 0) return
    const found = await cards.of([...missing.keys()], (ids) =>
      store.read(async (db) => new Map([...await jobs.cards(db, ids, { now })].map(([id, card]) => [id, knownCard(card)]))))
    for (const [id, slot] of missing) bySlot[slot] = found.get(id)
  }

  return {
    projection: open.projection,

    /**
     * @param here where the worker is; without it the market of the last check-in counts
     * @param now UTC ms
     * @throws AppError not_registered
     */
    async forWorker(personId: string, here: Place | null, now: number): Promise<JsonText<{ matches: Match[] }>> {
      const index = await open.current(now)
      const remembered = await seekerOf(personId, now)
      const { seeker: known, province } = remembered
      const seeker = here === null ? known : { ...known, place: here }
      const inForce = await rulesOf(province, now)
      const list = index.best(seeker, inForce, now, mostMatches, remembered.shown?.list)
      const shown = list === remembered.shown?.list ? remembered.shown : { list, cards: [] }
      remembered.shown = shown
            // Before anything is waited for: the same worker may look a second time meanwhile.
      const places = Array.from({ length: list.size }, (_, place) => ({ slot: list.slotAt(place), score: list.scoreAt(place), cleanSettlements: index.cleanSettlements(list, place) }))
      await readCards(shown, now)
      const matches: ShownMatch[] = []
      for (const { slot, score, cleanSettlements } of places) {
        const known = shown.cards[slot]
        // Filled or closed between the two looks: what the card says is newer.
        if (known?.hasPlace === true) matches.push({ known, score, cleanSettlements })
      }
      return new JsonText(matchesText(matches, seeker, inForce, now))
    },
  }
}
