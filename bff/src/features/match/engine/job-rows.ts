import type { JobFacts } from '@market/shared/match/facts'
import type { JobIds } from './job-ids'

/** In `shownUntil`: no clock of its own. */
export const noClock = 0xffff_ffff

/** A job as far as the rows keep it. */
export type IndexedJob = Omit<JobFacts, 'open' | 'placesLeft' | 'employerRecord' | 'cleanSettlements' | 'employerId'>

/** Ids that were asked for are kept as text, so many at the most: to write one takes as long as to judge ten jobs. */
const mostTexts = 4_096

/** Words of 32 bits a job, its id not counted, and which of them is what. */
const wordsPerJob = 9
const [startsAtWord, dayPayWord, hourPayWord, postedAtWord, latWord, lngWord, employerWord, shownUntilWord, restWord] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const
const wordsPerId = 4

/** In the upper half of the last word, whose lower half is the length: the row is a job with a place left; until some time it is for known workers only. */
const alive = 0x1_0000
const knownFirst = 0x2_0000
/** The hours are not for minors. */
const forAdults = 0x4_0000

/**
 * Jobs one behind the other, 36 bytes each, and 16 for the id beside. What a search asks of a job lies in one or two lines of
 * the processor's cache and on one page of memory; with a column for each field it was ten of both. Instants are UTC
 * seconds, the place millionths of a degree, pay fen.
 */
export class JobRows {
  #words: Uint32Array
  /** Four words a job. */
  ids: Uint32Array
  length = 0
  /** By row. */
  readonly #texts = new Map<number, string>()

  constructor(capacity: number) {
    this.#words = new Uint32Array(capacity * wordsPerJob)
    this.ids = new Uint32Array(capacity * wordsPerId)
  }

  get bytes(): { rows: number; ids: number } {
    return { rows: this.#words.byteLength, ids: this.ids.byteLength }
  }

  /** UTC s. */
  startsAt(row: number): number {
    return this.#words[row * wordsPerJob + startsAtWord] ?? 0
  }

  dayPay(row: number): number {
    return this.#words[row * wordsPerJob + dayPayWord] ?? 0
  }

  hourPay(row: number): number {
    return this.#words[row * wordsPerJob + hourPayWord] ?? 0
  }

  /** UTC s. */
  postedAt(row: number): number {
    return this.#words[row * wordsPerJob + postedAtWord] ?? 0
  }

  /** Microdegrees; the words are without sign, places are not. */
  lat(row: number): number {
    return (this.#words[row * wordsPerJob + latWord] ?? 0) | 0
  }

  lng(row: number): number {
    return (this.#words[row * wordsPerJob + lngWord] ?? 0) | 0
  }

  /** The employer's number. */
  employer(row: number): number {
    return this.#words[row * wordsPerJob + employerWord] ?? 0
  }

  /** UTC s, or `noClock`. */
  shownUntil(row: number): number {
    return this.#words[row * wordsPerJob + shownUntilWord] ?? 0
  }

  minutes(row: number): number {
    return (this.#words[row * wordsPerJob + restWord] ?? 0) & 0xffff
  }

  isAlive(row: number): boolean {
    return ((this.#words[row * wordsPerJob + restWord] ?? 0) & alive) !== 0
  }

  isKnownFirst(row: number): boolean {
    return ((this.#words[row * wordsPerJob + restWord] ?? 0) & knownFirst) !== 0
  }

  areHoursForAdults(row: number): boolean {
    return ((this.#words[row * wordsPerJob + restWord] ?? 0) & forAdults) !== 0
  }

  id(row: number, ids: JobIds): string {
    let text = this.#texts.get(row)
    if (text === undefined) {
      if (this.#texts.size >= mostTexts) this.#texts.clear()
      text = ids.text(this.ids, row * wordsPerId)
      this.#texts.set(row, text)
    }
    return text
  }

  /** Makes room for one more, with this id, and gives its row. */
  push(idWords: Uint32Array): number {
    const row = this.length
    if ((row + 1) * wordsPerId > this.ids.length) {
      const capacity = Math.max(16, row * 2)
      this.#words = grown(this.#words, capacity * wordsPerJob)
      this.ids = grown(this.ids, capacity * wordsPerId)
    }
    this.ids.set(idWords, row * wordsPerId)
    this.length += 1
    return row
  }

  /** Everything but the id. @param employer the employer's number */
  write(row: number, job: IndexedJob, employer: number): void {
    const words = this.#words
    const at = row * wordsPerJob
    words[at + startsAtWord] = job.startsAt / 1_000
    words[at + dayPayWord] = job.dayPayFen
    words[at + hourPayWord] = job.hourlyPayFen
    words[at + postedAtWord] = job.postedAt / 1_000
    words[at + latWord] = Math.round(job.lat * 1e6)
    words[at + lngWord] = Math.round(job.lng * 1e6)
    words[at + employerWord] = employer
    words[at + shownUntilWord] = job.shownUntil === null ? noClock : job.shownUntil / 1_000
    words[at + restWord] = (((job.endsAt - job.startsAt) / 60_000) & 0xffff) | alive | (job.publicFrom === null ? 0 : knownFirst) | (job.hoursForAdults ? forAdults : 0)
  }

  /** The row is no job any more. */
  end(row: number): void {
    const at = row * wordsPerJob + restWord
    this.#words[at] = (this.#words[at] ?? 0) & ~alive
  }

  /** Takes over a row of others, with its id. */
  copy(row: number, from: JobRows, fromRow: number): void {
    const [to, source] = [row * wordsPerJob, fromRow * wordsPerJob]
    for (let word = 0; word < wordsPerJob; word += 1) this.#words[to + word] = from.#words[source + word] ?? 0
    const [toId, sourceId] = [row * wordsPerId, fromRow * wordsPerId]
    for (let word = 0; word < wordsPerId; word += 1) this.ids[toId + word] = from.ids[sourceId + word] ?? 0
  }
}

function grown(words: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length)
  larger.set(words)
  return larger
}
