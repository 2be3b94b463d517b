import type { Scale } from '@market/shared/match/score'

/** How many points jobs can have at the most for one worker, and how fast they can gain them, whatever the moment and the place. */
export class Bounds {
  /** Points lost for each metre, and for each ms until the start. */
  readonly perMetre: number
  readonly perStartMs: number
  readonly #distance: number
  readonly #butTrade: number

  constructor({ distance, farMetres, unknownPlace, pay, start, soonMs, lateMs, record, freshness }: Scale, isPlaceKnown: boolean) {
    this.perMetre = distance / farMetres
    this.perStartMs = start / (lateMs - soonMs)
    this.#distance = distance
    this.#butTrade = (isPlaceKnown ? distance : distance * unknownPlace) + pay + start + record + freshness
  }

  /** The most points that a job of a trade can have. */
  mostOf(tradePoints: number): number {
    return tradePoints + this.#butTrade
  }

  /** The most points that a job of a trade can have which is at least so far from a place that is known. */
  mostAt(metres: number, tradePoints: number): number {
    return this.mostOf(tradePoints) - Math.min(this.#distance, metres * this.perMetre)
  }

  /** Points that a job has more at the most so many ms later. */
  gainedIn(ms: number): number {
    return ms * this.perStartMs
  }

  /** The same for somebody who is so many metres further on. */
  gainedBy(metres: number): number {
    return metres * this.perMetre
  }
}
