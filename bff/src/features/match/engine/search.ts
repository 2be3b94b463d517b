import { needsLicence } from '@market/shared/identity/work-licences'
import { metresBetween } from '@market/shared/markets/markets.rules'
import { countedFrom, points, scaleOf, unknownMetres, type Scale } from '@market/shared/match/score'
import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { Best } from './best'
import { Bounds } from './bounds'
import type { Employers } from './employers'
import { leastMetres, originAt, type Origin } from './grid'
import { Rings } from './rings'
import { noClock, type JobRows } from './job-rows'
import type { JobIds } from './job-ids'
import type { TradeShelf } from './trade-shelf'

/** Scores are rounded: what lies this far below cannot reach them. */
const rounding = 0.5 + 1e-6

/**
 * One search for the best jobs of one worker. Shelves, cells and jobs are passed over only where an upper bound of their
 * score is below the least that still counts, so what is found is what looking at everything finds.
 */
export class Search {
  readonly best: Best
  readonly bounds: Bounds
  readonly #scale: Scale
  /** What starts and ages are counted from, UTC ms. */
  readonly from: number
  readonly #origin: Origin | null
  readonly #ownEmployer: number
  readonly #busy: readonly number[]
  /** Last words of the ids of jobs that cannot be taken: a first sieve. */
  readonly #takenWords = new Set<number>()
  /** Points of everything but trade and distance and pay, at the most. */
  readonly #others: number
  readonly #unknownDistance: number
  /** Points lost for each metre, for each share of pay above the worst, for each ms until the start and of age. */
  readonly #perMetre: number
  readonly #payStep: number
  readonly #perStartMs: number
  readonly #perAgeMs: number
  readonly #wish: number
  readonly #byDay: boolean
  /** Points below which nothing counts any more. */
  #floor: number
  /** The trade that is looked through, and until when (UTC ms) the worker may do it. */
  #licensedFor = ''
  #licensedUntil = Infinity
  /** When (UTC ms) the first of the jobs ceases to be for known workers only that would have been offered otherwise. */
  opensAt = Infinity

  /** @param hope points of the last of the best as it may turn out; see `keptHope` */
  constructor(readonly seeker: Seeker, rules: MatchRules, readonly now: number, most: number, readonly ids: JobIds, readonly employers: Employers, readonly hope: number) {
    this.best = new Best(most, ids)
    this.#floor = hope - rounding
    const scale = scaleOf(rules)
    this.#scale = scale
    this.bounds = new Bounds(scale, seeker.place !== null)
    this.from = countedFrom(now)
    this.#origin = seeker.place === null ? null : originAt(seeker.place)
    this.#ownEmployer = employers.numberOf(seeker.personId)
    this.#busy = seeker.busy.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    for (const id of seeker.takenJobIds) {
      ids.encode(id)
      this.#takenWords.add(ids.words[3] ?? 0)
    }
    this.#others = scale.start + scale.record + scale.freshness
    this.#unknownDistance = scale.distance * scale.unknownPlace
    this.#perMetre = this.bounds.perMetre
    this.#wish = seeker.wishedPayFen
    this.#byDay = seeker.wishedPayUnit === 'day'
    this.#payStep = scale.pay / (scale.payBest - scale.payWorst)
    this.#perStartMs = this.bounds.perStartMs
    this.#perAgeMs = scale.freshness / scale.staleMs
  }

  /** Whether what was found is what a search without hope finds: nothing that was passed over had so many points. */
  get keptHope(): boolean {
    return this.best.least >= this.hope
  }

  /** Whether jobs with at most so many points may still belong to the best. */
  mayCount(mostPoints: number): boolean {
    return mostPoints >= this.#floor
  }

  /** Looks through the jobs of some trades, always where the best may be: the sooner good ones are found, the more of the others are passed over. */
  look(trades: readonly { shelf: TradeShelf; points: number }[]): void {
    const rings = trades.map(({ shelf, points }) => new Rings(shelf, points, this.#origin))
    for (;;) {
      let next: Rings | null = null
      let most = this.#floor
      for (const one of rings) {
        if (one.isDone) continue
        const hoped = one.points + this.#distanceAt(one.nearest) + this.#scale.pay + this.#others
        if (hoped < most) continue
        most = hoped
        next = one
      }
      if (next === null) return
      this.#lookAtRing(next)
    }
  }

  /** The points of one job as they are now, whatever they are; -1 when the worker may not take it. @param row of the shelf */
  pointsOf(shelf: TradeShelf, row: number, tradePoints: number): number {
    const { sorted, unsorted } = shelf.rows
    const jobs = row < sorted.length ? sorted : unsorted
    const index = jobs === sorted ? row : row - sorted.length
    const startsAt = jobs.startsAt(index) * 1_000
    this.#turnTo(shelf)
    if (startsAt <= this.now || !jobs.isAlive(index) || !this.#mayTake(shelf, jobs, index, row - index, startsAt)) return -1
    return this.#points(jobs, index, tradePoints, startsAt - this.from)
  }

  /** Offers one job to a list of the best, if the worker may take it. @param row of the shelf */
  offerTo(best: Best, shelf: TradeShelf, row: number, tradePoints: number): void {
    const points = this.pointsOf(shelf, row, tradePoints)
    const { sorted, unsorted } = shelf.rows
    if (points < 0) return
    if (row < sorted.length) best.offer(points, shelf, sorted, row)
    else best.offer(points, shelf, unsorted, row - sorted.length)
  }

  #turnTo({ trade }: TradeShelf): void {
    if (trade === this.#licensedFor) return
    this.#licensedFor = trade
    this.#licensedUntil = needsLicence(trade) ? (this.seeker.licensedUntil.get(trade) ?? -Infinity) : Infinity
  }

  #lookAtRing(rings: Rings): void {
    const { shelf, points } = rings
    this.#turnTo(shelf)
    const { sorted, unsorted } = shelf.rows
    if (rings.isFirst) for (let row = 0; row < unsorted.length; row += 1) this.#consider(shelf, unsorted, row, sorted.length, points, points + this.#distanceAt(0))
    rings.forEachCell((cell, metres) => this.#openCell(shelf, cell, points, points + this.#distanceAt(metres)))
  }

  /** The most points for the distance of a job that is at least so far away. */
  #distanceAt(metres: number): number {
    return this.#origin === null ? this.#unknownDistance : this.#distancePoints(metres)
  }

  #openCell(shelf: TradeShelf, cell: number, tradePoints: number, tradeAndDistance: number): void {
    const { cells, rows: { sorted } } = shelf
    const from = cells.from(cell)
    const to = cells.from(cell + 1)
    if (from === to) return
    const pay = this.#byDay ? cells.bestDayPay(cell) : cells.bestHourPay(cell)
    const butStart = tradeAndDistance + this.#payPoints(pay) + this.#scale.record + this.#freshnessPoints(cells.newest(cell))
    if (!this.mayCount(butStart + this.#scale.start)) return
    for (let row = from; row < to; row += 1) {
      // Whatever comes behind begins later still.
      if (!this.mayCount(butStart + this.#startPoints(sorted.startsAt(row) * 1_000 - this.from))) return
      this.#consider(shelf, sorted, row, 0, tradePoints, tradeAndDistance)
    }
  }

  #startPoints(startsIn: number): number {
    return Math.min(this.#scale.start, Math.max(0, this.#scale.start - (startsIn - this.#scale.soonMs) * this.#perStartMs))
  }

  /** @param postedAt UTC s */
  #freshnessPoints(postedAt: number): number {
    return Math.min(this.#scale.freshness, Math.max(0, this.#scale.freshness - (this.from - postedAt * 1_000) * this.#perAgeMs))
  }

  #distancePoints(metres: number): number {
    return Math.max(0, this.#scale.distance - metres * this.#perMetre)
  }

  #payPoints(payFen: number): number {
    const above = this.#wish > 0 ? payFen / this.#wish - this.#scale.payWorst : 1 - this.#scale.payWorst
    return Math.min(this.#scale.pay, Math.max(0, above * this.#payStep))
  }

  /**
   * Looks at one job, cheapest things first: most end at their pay and start, before anything else of them is fetched.
   * @param before rows of the shelf that come before these
   * @param tradeAndDistance the most it can have for both
   */
  #consider(shelf: TradeShelf, jobs: JobRows, row: number, before: number, tradePoints: number, tradeAndDistance: number): void {
    const scale = this.#scale
    const startsAt = jobs.startsAt(row) * 1_000
    if (startsAt <= this.now) return
    const startsIn = startsAt - this.from
    const payFen = this.#byDay ? jobs.dayPay(row) : jobs.hourPay(row)
    const payAndStart = this.#payPoints(payFen) + this.#startPoints(startsIn)
    if (!this.mayCount(tradeAndDistance + payAndStart + scale.record + scale.freshness)) return
    if (!jobs.isAlive(row)) return

    // Then the distance, without sine and cosine.
    const postedAt = jobs.postedAt(row)
    const rest = tradePoints + payAndStart + this.#freshnessPoints(postedAt)
    const origin = this.#origin
    const lat = jobs.lat(row)
    const lng = jobs.lng(row)
    let distance = this.#unknownDistance
    if (origin !== null) {
      const north = Math.abs(lat - origin.lat)
      distance = this.#distancePoints(leastMetres(origin.cosine, north, Math.abs(lng - origin.lng), north))
    }
    if (!this.mayCount(rest + distance + scale.record)) return
    const record = this.employers.shares[jobs.employer(row)] ?? 0
    if (!this.mayCount(rest + distance + scale.record * record)) return
    if (!this.#mayTake(shelf, jobs, row, before, startsAt)) return
    this.best.offer(this.#points(jobs, row, tradePoints, startsIn), shelf, jobs, row)
    this.#floor = Math.max(this.hope, this.best.least) - rounding
  }

  /** The hard rules that the row can break; the trade's own were asked before. @param startsAt UTC ms */
  #mayTake(shelf: TradeShelf, jobs: JobRows, row: number, before: number, startsAt: number): boolean {
    const { now } = this
    const shownUntil = jobs.shownUntil(row)
    if (shownUntil !== noClock && shownUntil * 1_000 <= now) return false
    const endsAt = startsAt + jobs.minutes(row) * 60_000
    if (endsAt > this.#licensedUntil || (!this.seeker.adult && jobs.areHoursForAdults(row))) return false
    const employer = jobs.employer(row)
    if (employer === this.#ownEmployer || this.#isBusy(startsAt, endsAt) || this.#isTaken(jobs, row)) return false
    if (!jobs.isKnownFirst(row)) return true
    const publicFrom = shelf.publicFrom.get(before + row) ?? 0
    if (publicFrom <= now || this.#isKnown(employer)) return true
    this.opensAt = Math.min(this.opensAt, publicFrom)
    return false
  }

  #points(jobs: JobRows, row: number, tradePoints: number, startsIn: number): number {
    const { place } = this.seeker
    const metres = place === null ? unknownMetres : metresBetween(place, { lat: jobs.lat(row) / 1e6, lng: jobs.lng(row) / 1e6 })
    const record = this.employers.shares[jobs.employer(row)] ?? 0
    return points(this.#scale, tradePoints, metres, this.#byDay ? jobs.dayPay(row) : jobs.hourPay(row), this.#wish, startsIn, record, this.from - jobs.postedAt(row) * 1_000)
  }

  #isKnown(employer: number): boolean {
    return this.seeker.knownEmployerIds.has(this.employers.idOf(employer))
  }

  #isBusy(startsAt: number, endsAt: number): boolean {
    const busy = this.#busy
    for (let at = 0; at < busy.length; at += 2) if ((busy[at] ?? 0) < endsAt && startsAt < (busy[at + 1] ?? 0)) return true
    return false
  }

  #isTaken(jobs: JobRows, row: number): boolean {
    return this.#takenWords.size > 0 && this.#takenWords.has(jobs.ids[row * 4 + 3] ?? 0) && this.seeker.takenJobIds.has(jobs.id(row, this.ids))
  }
}
