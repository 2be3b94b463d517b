import { recordShare, type EmployerRecord } from '@market/shared/match/facts'

/** Employers by number, with their records: an employer has many jobs, a job keeps four bytes for it. */
export class Employers {
  readonly #numbers = new Map<string, number>()
  readonly #ids: string[] = []
  readonly #records: EmployerRecord[] = []
  /** Each one's record as it counts, by number. */
  shares = new Float64Array(0)
  #average = 1
  #averageRecords = 0

  /** @returns -1 when there is no such employer */
  numberOf(id: string): number {
    return this.#numbers.get(id) ?? -1
  }

  idOf(number: number): string {
    return this.#ids[number] ?? ''
  }

  recordOf(number: number): EmployerRecord {
    return this.#records[number] ?? none
  }

  /** The number of an employer, a new one where there is none. */
  add(id: string): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    const number = this.#ids.push(id) - 1
    this.#records.push(none)
    this.#numbers.set(id, number)
    if (number >= this.shares.length) {
      const larger = new Float64Array(Math.max(64, number * 2))
      larger.set(this.shares)
      this.shares = larger
    }
    this.shares[number] = recordShare(none, this.#average, this.#averageRecords)
    return number
  }

  /** @returns whether it was another one before */
  setRecord(id: string, record: EmployerRecord): boolean {
    const number = this.add(id)
    const before = this.recordOf(number)
    if (record.settled === before.settled && record.broken === before.broken) return false
    this.#records[number] = record
    this.shares[number] = recordShare(record, this.#average, this.#averageRecords)
    return true
  }

  /** How records count from here on: `average` 0–1, and how many settlements' worth of it. @returns false when it was so already */
  weigh(average: number, averageRecords: number): boolean {
    if (average === this.#average && averageRecords === this.#averageRecords) return false
    this.#average = average
    this.#averageRecords = averageRecords
    this.#records.forEach((record, number) => {
      this.shares[number] = recordShare(record, average, averageRecords)
    })
    return true
  }
}

const none: EmployerRecord = { settled: 0, broken: 0 }
