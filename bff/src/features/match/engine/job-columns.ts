import type { JobFacts } from '@market/shared/match/facts'
import type { JobIds } from './job-ids'

/** In `flags`: the row is a job with a place left; until some time it is for known workers only. */
export const alive = 1
export const knownFirst = 2
/** In `shownUntil`: no clock of its own. */
export const noClock = 0xffff_ffff

/** A job as far as the columns keep it. */
export type IndexedJob = Omit<JobFacts, 'open' | 'placesLeft' | 'employerRecord' | 'cleanSettlements' | 'employerId'>

/**
 * Jobs as typed arrays, one element a job and column: 35 bytes, and 16 for the id. Instants are UTC seconds, the place
 * millionths of a degree, pay fen.
 */
export class JobColumns {
  lat: Int32Array
  lng: Int32Array
  startsAt: Uint32Array
  minutes: Uint16Array
  shownUntil: Uint32Array
  postedAt: Uint32Array
  dayPay: Uint32Array
  hourPay: Uint32Array
  employer: Uint32Array
  flags: Uint8Array
  /** Four words a job. */
  ids: Uint32Array
  length = 0

  constructor(capacity: number) {
    this.lat = new Int32Array(capacity)
    this.lng = new Int32Array(capacity)
    this.startsAt = new Uint32Array(capacity)
    this.minutes = new Uint16Array(capacity)
    this.shownUntil = new Uint32Array(capacity)
    this.postedAt = new Uint32Array(capacity)
    this.dayPay = new Uint32Array(capacity)
    this.hourPay = new Uint32Array(capacity)
    this.employer = new Uint32Array(capacity)
    this.flags = new Uint8Array(capacity)
    this.ids = new Uint32Array(capacity * 4)
  }

  get bytes(): { columns: number; ids: number } {
    return { columns: this.flags.length * 35, ids: this.ids.byteLength }
  }

  /** Makes room for one more and gives its row; the arrays are others afterwards. */
  push(): number {
    if (this.length === this.flags.length) {
      const larger = new JobColumns(Math.max(16, this.length * 2))
      for (const name of columnNames) larger[name].set(this[name])
      for (const name of columnNames) Object.assign(this, { [name]: larger[name] })
    }
    this.length += 1
    return this.length - 1
  }

  /** Everything but the id. @param employer the employer's number */
  write(row: number, job: IndexedJob, employer: number): void {
    this.lat[row] = Math.round(job.lat * 1e6)
    this.lng[row] = Math.round(job.lng * 1e6)
    this.startsAt[row] = job.startsAt / 1_000
    this.minutes[row] = (job.endsAt - job.startsAt) / 60_000
    this.shownUntil[row] = job.shownUntil === null ? noClock : job.shownUntil / 1_000
    this.postedAt[row] = job.postedAt / 1_000
    this.dayPay[row] = job.dayPayFen
    this.hourPay[row] = job.hourlyPayFen
    this.employer[row] = employer
    this.flags[row] = job.publicFrom === null ? alive : alive | knownFirst
  }

  /** Takes over a row of other columns. */
  copy(row: number, from: JobColumns, fromRow: number): void {
    this.lat[row] = from.lat[fromRow] ?? 0
    this.lng[row] = from.lng[fromRow] ?? 0
    this.startsAt[row] = from.startsAt[fromRow] ?? 0
    this.minutes[row] = from.minutes[fromRow] ?? 0
    this.shownUntil[row] = from.shownUntil[fromRow] ?? 0
    this.postedAt[row] = from.postedAt[fromRow] ?? 0
    this.dayPay[row] = from.dayPay[fromRow] ?? 0
    this.hourPay[row] = from.hourPay[fromRow] ?? 0
    this.employer[row] = from.employer[fromRow] ?? 0
    this.flags[row] = from.flags[fromRow] ?? 0
    this.ids.set(from.ids.subarray(fromRow * 4, fromRow * 4 + 4), row * 4)
  }

  id(row: number, ids: JobIds): string {
    return ids.text(this.ids, row * 4)
  }
}

const columnNames = ['lat', 'lng', 'startsAt', 'minutes', 'shownUntil', 'postedAt', 'dayPay', 'hourPay', 'employer', 'flags', 'ids'] as const
