import { metresBetween } from '@market/shared/markets/markets.rules'
import type { JobFacts, Seeker } from '@market/shared/match/facts'
import type { MatchRules } from '@market/shared/match/match-rules'
import { countedFrom, points, scaleOf, tradePoints, unknownMetres } from '@market/shared/match/score'

/**
 * What the index is compared with: the jobs in typed arrays, one after the other, as quick as that can plainly be. Jobs that
 * cannot come among the best whatever their distance and pay are passed over by one look at their trade.
 */
export class Scan {
  readonly #trades: string[] = []
  readonly #employers = new Map<string, number>()
  readonly #ids: string[] = []
  readonly #trade: Uint16Array
  readonly #employer: Uint32Array
  readonly #lat: Float64Array
  readonly #lng: Float64Array
  readonly #startsAt: Float64Array
  readonly #endsAt: Float64Array
  readonly #shownUntil: Float64Array
  readonly #postedAt: Float64Array
  readonly #dayPay: Float64Array
  readonly #hourPay: Float64Array

  constructor(count: number, readonly record: number) {
    this.#trade = new Uint16Array(count)
    this.#employer = new Uint32Array(count)
    const column = () => new Float64Array(count)
    ;[this.#lat, this.#lng, this.#startsAt, this.#endsAt] = [column(), column(), column(), column()]
    ;[this.#shownUntil, this.#postedAt, this.#dayPay, this.#hourPay] = [column(), column(), column(), column()]
  }

  add(job: JobFacts): void {
    const row = this.#ids.push(job.id) - 1
    let trade = this.#trades.indexOf(job.trade)
    if (trade < 0) trade = this.#trades.push(job.trade) - 1
    this.#trade[row] = trade
    const employer = this.#employers.get(job.employerId) ?? this.#employers.size
    this.#employers.set(job.employerId, employer)
    this.#employer[row] = employer
    this.#lat[row] = job.lat
    this.#lng[row] = job.lng
    this.#startsAt[row] = job.startsAt
    this.#endsAt[row] = job.endsAt
    this.#shownUntil[row] = job.shownUntil ?? Infinity
    this.#postedAt[row] = job.postedAt
    this.#dayPay[row] = job.dayPayFen
    this.#hourPay[row] = job.hourlyPayFen
  }

  best(seeker: Seeker, rules: MatchRules, now: number, most: number): { id: string; score: number }[] {
    const scale = scaleOf(rules)
    const from = countedFrom(now)
    const others = 1_000 - rules.weights.trade - rules.weights.skill
    const tradeScores = Float64Array.from(this.#trades, (trade) => tradePoints(rules, seeker, trade))
    const own = this.#employers.get(seeker.personId) ?? -1
    const pays = seeker.wishedPayUnit === 'day' ? this.#dayPay : this.#hourPay
    const best: { row: number; score: number; postedAt: number }[] = []
    let least = -1
    const behind = (one: { row: number; score: number; postedAt: number }, other: typeof one) =>
      other.score - one.score || one.postedAt - other.postedAt || ((this.#ids[one.row] ?? '') < (this.#ids[other.row] ?? '') ? -1 : 1)
    for (let row = 0; row < this.#ids.length; row += 1) {
      const trade = tradeScores[this.#trade[row] ?? 0] ?? 0
      if (trade + others < least - 1) continue
      const startsAt = this.#startsAt[row] ?? 0
      if (startsAt <= now || (this.#shownUntil[row] ?? 0) <= now || this.#employer[row] === own) continue
      const endsAt = this.#endsAt[row] ?? 0
      if (seeker.busy.some((hours) => hours.startsAt < endsAt && startsAt < hours.endsAt)) continue
      const metres = seeker.place === null ? unknownMetres : metresBetween(seeker.place, { lat: this.#lat[row] ?? 0, lng: this.#lng[row] ?? 0 })
      const postedAt = this.#postedAt[row] ?? 0
      const score = points(scale, trade, metres, pays[row] ?? 0, seeker.wishedPayFen, startsAt - from, this.record, from - postedAt)
      if (score < least) continue
      const candidate = { row, score, postedAt }
      if (best.length === most && behind(candidate, best[most - 1] ?? candidate) >= 0) continue
      let at = best.length
      while (at > 0 && behind(candidate, best[at - 1] ?? candidate) < 0) at -= 1
      best.splice(at, 0, candidate)
      if (best.length > most) best.pop()
      if (best.length === most) least = best[most - 1]?.score ?? -1
    }
    return best.map(({ row, score }) => ({ id: this.#ids[row] ?? '', score }))
  }
}
