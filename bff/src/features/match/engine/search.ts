import { needsLicence } from '@market/shared/identity/work-licences'
import { metresBetween } from '@market/shared/markets/markets.rules'
import { countedFrom, points, scaleOf, unknownMetres, type Scale } from '@market/shared/match/score'
import type { Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { Best } from './best'
import { Bounds } from './bounds'
import type { Employers } from './employers'
import { leastMetres, originAt, type Origin } from './grid'
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

  /** Looks through a trade's jobs, nearest cells first. */
  look(shelf: TradeShelf, tradePoints: number): void {
    this.#turnTo(shelf)
    const { sorted, unsorted } = shelf.rows
    for (let row = 0; row < unsorted.length; row += 1) this.#consider(shelf, unsorted, row, sorted.length, tradePoints, this.#tradeAndDistance(tradePoints))
    if (sorted.length === 0) return
    if (this.#origin === null) this.#lookEverywhere(shelf, tradePoints)
    else this.#lookAround(shelf, tradePoints, this.#origin)
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

  #lookEverywhere(shelf: TradeShelf, tradePoints: number): void {
    for (let cell = 0; cell < shelf.grid.cells; cell += 1) this.#openCell(shelf, cell, tradePoints, tradePoints + this.#unknownDistance)
  }

  /** Ring by ring around the worker's own cell: no ring holds a job nearer than the ring before may. */
  #lookAround(shelf: TradeShelf, tradePoints: number, origin: Origin): void {
    const { grid } = shelf
    const row = grid.rowOf(origin.lat)
    const column = grid.columnOf(origin.lng)
    const rings = Math.max(row, grid.rows - 1 - row, column, grid.columns - 1 - column)
    for (let ring = 0; ring <= rings; ring += 1) {
      const [south, north, west, east] = [row - ring, row + ring, column - ring, column + ring]
      const nearest = ring === 0 ? 0 : Math.min(
        south >= 0 ? leastMetres(origin.cosine, grid.northTo(south, origin.lat), 0, 0) : Infinity,
        north < grid.rows ? leastMetres(origin.cosine, grid.northTo(north, origin.lat), 0, 0) : Infinity,
        west >= 0 ? this.#leastEast(shelf, origin, west) : Infinity,
        east < grid.columns ? this.#leastEast(shelf, origin, east) : Infinity,
      )
      if (!this.mayCount(tradePoints + this.#distancePoints(nearest) + this.#scale.pay + this.#others)) return
      for (let at = Math.max(0, south); at <= Math.min(grid.rows - 1, north); at += 1) {
        const edge = at === south || at === north
        const step = edge || ring === 0 ? 1 : 2 * ring
        for (let across = west; across <= east; across += step) {
          if (across >= 0 && across < grid.columns) this.#openCellAt(shelf, at, across, tradePoints, origin)
        }
      }
    }
  }

  #leastEast({ grid }: TradeShelf, origin: Origin, column: number): number {
    const farthest = Math.max(grid.northAcross(0, origin.lat), grid.northAcross(grid.rows - 1, origin.lat))
    return leastMetres(origin.cosine, 0, grid.eastTo(column, origin.lng), farthest)
  }

  #openCellAt(shelf: TradeShelf, row: number, column: number, tradePoints: number, origin: Origin): void {
    const { grid, cells } = shelf
    const cell = row * grid.columns + column
    if (cells.from(cell) === cells.from(cell + 1)) return
    const metres = leastMetres(origin.cosine, grid.northTo(row, origin.lat), grid.eastTo(column, origin.lng), grid.northAcross(row, origin.lat))
    this.#openCell(shelf, cell, tradePoints, tradePoints + this.#distancePoints(metres))
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

  #tradeAndDistance(tradePoints: number): number {
    return tradePoints + (this.#origin === null ? this.#unknownDistance : this.#scale.distance)
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
