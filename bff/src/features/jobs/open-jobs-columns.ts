import { dayPayFen, hourlyPayFen } from '@market/shared/jobs/jobs.rules'
import { searchedText } from '@market/shared/jobs/search.rules'
import { settleTimes, tradeName } from '@market/shared/words/lists'
import type { IndexedRow } from './open-jobs.queries'

/** Gives small numbers to words, each its own for good. */
function numbering() {
  const numbers = new Map<string, number>()
  return {
    of(word: string): number {
      const known = numbers.get(word)
      if (known !== undefined) return known
      numbers.set(word, numbers.size)
      return numbers.size - 1
    },
    /** A mark for each number whose word is in the set. */
    marks(words: ReadonlySet<string>): Uint8Array {
      const marks = new Uint8Array(numbers.size)
      for (const word of words) {
        const number = numbers.get(word)
        if (number !== undefined) marks[number] = 1
      }
      return marks
    },
  }
}

const columnsFor = (size: number) => ({
  /** 1 where a job stands, 0 where the slot is free. */
  used: new Uint8Array(size),
  startsAt: new Float64Array(size),
  /** Until when it is shown, and from when to everybody, UTC ms. */
  shownUntil: new Float64Array(size),
  publicFrom: new Float64Array(size),
  dayPayFen: new Float64Array(size),
  hourPayFen: new Float64Array(size),
  lat: new Float64Array(size),
  lng: new Float64Array(size),
  trade: new Uint16Array(size),
  market: new Uint16Array(size),
  settle: new Uint8Array(size),
})
type Columns = ReturnType<typeof columnsFor>

const firstSize = 1024

/**
 * The open jobs as columns of numbers and one text each: some 90 bytes and the text. A job keeps its slot for as long as it is
 * open, so that whoever walks along the slots with pauses meets each job that stays exactly once.
 */
export function openJobsColumns() {
  const trades = numbering()
  const markets = numbering()
  const slots = new Map<string, number>()
  let columns: Columns = columnsFor(firstSize)
  let ids: string[] = []
  let texts: string[] = []
  let free: number[] = []
  let end = 0

  function grow(): void {
    const larger = columnsFor(columns.used.length * 2)
    for (const name of Object.keys(larger) as (keyof Columns)[]) larger[name].set(columns[name])
    columns = larger
  }

  function slotFor(id: string): number {
    const slot = slots.get(id) ?? free.pop() ?? end++
    if (slot >= columns.used.length) grow()
    slots.set(id, slot)
    return slot
  }

  function remove(id: string): void {
    const slot = slots.get(id)
    if (slot === undefined) return
    slots.delete(id)
    columns.used[slot] = 0
    texts[slot] = ''
    free.push(slot)
  }

  return {
    trades,
    markets,
    /** To be asked for anew after every pause. */
    get columns(): Columns { return columns },
    get ids(): readonly string[] { return ids },
    get texts(): readonly string[] { return texts },
    /** Slots lie below it. */
    get end(): number { return end },
    get size(): number { return slots.size },

    /** Puts a job in or brings it up to date; takes it out when it is not open any more or full. */
    put(job: IndexedRow): void {
      if (job.status !== 'open' || job.filled >= job.headcount) return remove(job.id)
      const slot = slotFor(job.id)
      columns.used[slot] = 1
      columns.startsAt[slot] = job.startsAt
      columns.shownUntil[slot] = job.confirmedUntil ?? Infinity
      columns.publicFrom[slot] = job.publicFrom ?? 0
      columns.dayPayFen[slot] = dayPayFen(job)
      columns.hourPayFen[slot] = hourlyPayFen(job)
      columns.lat[slot] = job.lat
      columns.lng[slot] = job.lng
      columns.trade[slot] = trades.of(job.trade)
      columns.market[slot] = markets.of(job.marketId)
      columns.settle[slot] = settleTimes.indexOf(job.settleWhen)
      ids[slot] = job.id
      texts[slot] = searchedText([job.title, tradeName(job.trade), job.description, job.address, job.employerName, job.marketName])
    },

    remove,

    /** Takes out what has begun: nothing is written when a job begins. */
    removeBegun(now: number): void {
      for (const [id, slot] of slots) if ((columns.startsAt[slot] ?? 0) <= now) remove(id)
    },

    clear(): void {
      slots.clear()
      columns = columnsFor(firstSize)
      ids = []
      texts = []
      free = []
      end = 0
    },
  }
}
export type OpenJobsColumns = ReturnType<typeof openJobsColumns>
