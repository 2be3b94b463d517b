import { fine, wrong, type Checked } from '../register/checked'
import { keptText } from '../jobs/jobs.rules'
import type { PayUnit } from '../words/lists'
import { day, hour, marketClock, minute, startOfMarketDay } from '../words/time'
import { payUnitNamed } from './posting-words'

/**
 * What stands in one cell of somebody's spreadsheet, understood. Excel gives dates as days since 1899-12-30 and times as
 * parts of a day; people type “11月24日” and “早上6点半”. What could mean two things is refused and never guessed.
 */

/** A cell as a file gives it; null and '' are both empty. */
export type Cell = string | number | boolean | null

/** Facts of the file that a cell alone does not tell. */
export type CellFacts = {
  /** The server's clock, UTC ms: the year of “11月24日” follows from it. */
  now: number
  /** The workbook counts days from 1904 (old Excel for Mac). */
  date1904: boolean
}

/** Full-width letters and digits as plain ones, without control characters. Ideographic punctuation stays. */
export const textOf = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return keptText(Array.from(String(cell)).filter((character) => !isHalfPair(character)).join(''))
}

/** Half of a surrogate pair: JSON can hold one, UTF-8 and so the database cannot. */
const isHalfPair = (character: string): boolean => /^[\ud800-\udfff]$/.test(character)

/** As `textOf`, with full-width letters, digits and signs made plain: for numbers, dates and codes. */
export const plainTextOf = (cell: Cell): string =>
  textOf(cell).replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ').trim()

export const isEmpty = (cell: Cell): boolean => textOf(cell) === ''

/** What a spreadsheet shows where a formula failed. */
export const isFormulaError = (cell: Cell): boolean => typeof cell === 'string' && /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|GETTING_DATA)$/.test(cell)

/** A long number that a spreadsheet rounded for showing, so that its digits are lost: 1.38E+10. */
export const isRoundedNumber = (text: string): boolean => /^\d(\.\d+)?E\+?\d+$/i.test(text)

const decimal = /^[+-]?\d+(\.\d+)?$/
const numberOf = (cell: Cell): number | null => {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  const text = plainTextOf(cell)
  return decimal.test(text) ? Number(text) : null
}

/** `8`, `8人`, `8 名`. */
export function readCount(cell: Cell, wanted: string): Checked<number> {
  const count = numberOf(typeof cell === 'number' ? cell : plainTextOf(cell).replace(/\s*(个人|人|名|位|分钟|分)$/, ''))
  return count !== null && Number.isInteger(count) ? fine(count) : wrong(wanted)
}

export const readDegrees = (cell: Cell): Checked<number> => {
  const degrees = numberOf(cell)
  return degrees === null ? wrong('请填小数，比如 34.66') : fine(degrees)
}

/** Instant (UTC ms) of a clock time in the market; null when the calendar has no such day. */
const instantAt = (year: number, month: number, date: number, minutes: number): number | null => {
  const made = new Date(Date.UTC(year, month - 1, date))
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== date || year < 2000 || year > 2100) return null
  return made.getTime() - 8 * hour + minutes * minute
}

/** Days from 1899-12-30, Excel's day 0, to 1970; a 1904 workbook begins 1,462 days later. */
const excelEpochDays = 25_569
const days1904 = 1_462

/** A serial number as a day, in the market's clock; rounded to the minute, since a sixth of an hour has no exact part of a day. */
const instantOfSerial = (serial: number, date1904: boolean): number | null => {
  const days = serial + (date1904 ? days1904 : 0)
  if (days < 36_526 || days >= 73_415) return null
  return Math.round(((days - excelEpochDays) * day) / minute) * minute - 8 * hour
}

/** A day or a moment: `time` tells whether a clock time was given with it. */
export type Moment = { at: number; time: boolean }

const dateMessage = '请写日期，比如 2026-11-24'

/** 20261124: a day written without its dashes, which no serial number of our time can be. */
const isWrittenDate = (number: number): boolean => Number.isInteger(number) && number >= 20_000_101 && number <= 21_001_231

/** 2026-11-24, 2026/11/24, 2026年11月24日, 20261124, 11月24日, each with a clock time behind it or not; a serial number. */
export function readMoment(cell: Cell, { now, date1904 }: CellFacts): Checked<Moment> {
  const number = numberOf(cell)
  if (number !== null && !isWrittenDate(number)) {
    const at = instantOfSerial(number, date1904)
    return at === null ? wrong(dateMessage) : fine({ at, time: number % 1 !== 0 })
  }
  const text = plainTextOf(cell)
  const zoned = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.exec(text)
  if (zoned) {
    const at = Date.parse(text)
    return Number.isNaN(at) ? wrong(dateMessage) : fine({ at: Math.floor(at / minute) * minute, time: true })
  }
  const found = /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]\s*|(?=[早上中下晚凌]))?(.*)$/.exec(text)
    ?? /^(\d{4})(\d{2})(\d{2})(?:[T\s]\s*)?(.*)$/.exec(text)
  if (!found) return wrong(dateMessage)
  const [, year, month, date, rest = ''] = found
  const clock = rest === '' ? fine(0) : readClock(rest)
  if (!clock.ok) return clock
  const at = year === undefined
    ? nearestYear(Number(month), Number(date), clock.value, now)
    : instantAt(Number(year), Number(month), Number(date), clock.value)
  return at === null ? wrong(`没有“${text}”这一天，请再看一遍`) : fine({ at, time: rest !== '' })
}

/** A day without its year is of this year; of the next once it lies more than half a year back. */
const nearestYear = (month: number, date: number, minutes: number, now: number): number | null => {
  const { year } = marketClock(now)
  const thisYear = instantAt(year, month, date, minutes)
  return thisYear !== null && thisYear < now - 183 * day ? instantAt(year + 1, month, date, minutes) : thisYear
}

const timeMessage = '请写几点几分，比如 06:30'
const halfDays: Record<string, number> = { 下午: 12, 晚上: 12, 傍晚: 12, 晚: 12, 夜里: 12 }

/** Minutes since midnight: 06:30, 6点半, 下午3点, 0630, or a part of a day (0.2708). 24:00 is the midnight that ends the day. */
export function readClock(cell: Cell): Checked<number> {
  const part = numberOf(cell)
  if (typeof cell === 'number' || (part !== null && part > 0 && part < 1)) {
    return part !== null && part >= 0 && part < 1 ? fine(Math.round(part * 24 * 60)) : wrong(timeMessage)
  }
  const text = plainTextOf(cell).replace(/\s/g, '')
  const found = /^(早上|上午|早|凌晨|中午|下午|傍晚|晚上|晚|夜里)?(\d{1,2})(?:[:点时](?:(\d{1,2})|(半))?(?:分|:\d{2}(?:\.\d+)?)?)$/.exec(text) ?? /^()(\d{2})(\d{2})$/.exec(text)
  if (!found) return wrong(timeMessage)
  const [, halfDay = '', hours = '', minutes, half] = found
  const typed = Number(hours)
  const shifted = typed + (typed < 12 ? halfDays[halfDay] ?? 0 : 0)
  const past = half === undefined ? Number(minutes ?? 0) : 30
  return past < 60 && (shifted < 24 || (shifted === 24 && past === 0)) ? fine(shifted * 60 + past) : wrong(timeMessage)
}

export type Shift = { startsAt: number; endsAt: number }

/**
 * Start and end from the date column and the two time columns; a full moment in a time column needs no date column.
 * An end without a date that is not after the start is on the next day.
 */
export function readShift(cells: { date: Cell; startsAt: Cell; endsAt: Cell }, facts: CellFacts): { date: Checked<null>; startsAt: Checked<number>; endsAt: Checked<number> } {
  const dateGiven = isEmpty(cells.date) ? null : readMoment(cells.date, facts)
  const date: Checked<null> = dateGiven === null || dateGiven.ok ? fine(null) : dateGiven
  const start = startOf()
  return { date, startsAt: start, endsAt: endOf() }

  function startOf(): Checked<number> {
    if (isEmpty(cells.startsAt)) return dateGiven?.ok && dateGiven.value.time ? fine(dateGiven.value.at) : wrong('请填几点开工')
    const clock = readClock(cells.startsAt)
    if (clock.ok) {
      if (dateGiven === null) return wrong('只写了几点，没有写哪一天，请加一列“日期”，或者写成 2026-11-24 06:30')
      // A day that was not understood is refused in its own column.
      return fine(dateGiven.ok ? startOfMarketDay(dateGiven.value.at) + clock.value * minute : Number.NaN)
    }
    const full = readMoment(cells.startsAt, facts)
    return full.ok && full.value.time ? fine(full.value.at) : wrong(timeMessage)
  }

  function endOf(): Checked<number> {
    if (isEmpty(cells.endsAt)) return wrong('请填几点收工')
    const clock = readClock(cells.endsAt)
    if (clock.ok) {
      if (!start.ok) return fine(Number.NaN)
      const end = startOfMarketDay(start.value) + clock.value * minute
      return fine(end > start.value ? end : end + day)
    }
    const full = readMoment(cells.endsAt, facts)
    return full.ok && full.value.time ? fine(full.value.at) : wrong(timeMessage)
  }
}

export type Pay = { payFen: number; payUnit: PayUnit | null }

/** 260, 260元/天, 日薪260, 30元每小时, 1,200. A range, 面议, and pay by month or piece are refused. */
export function readPay(cell: Cell): Checked<Pay> {
  const text = plainTextOf(cell).replace(/\s/g, '').replace(/(\d),(?=\d{3}(\D|$))/g, '$1')
  if (/[月年周件单斤吨]|趟|平米|month|week|piece/i.test(text)) return wrong('现在只能按天或者按小时计工钱，请换算一下')
  const found = /^(日薪|时薪|每天|每小时|一天|一小时|按天|按小时)?[￥¥]?(\d+(?:\.\d{1,2})?)元?(?:[/每一]?(天|日|小时|时|个小时|day|hour))?$/i.exec(text)
  if (!found) return wrong('工钱请写一个数，比如 260 或者 260元/天')
  const [, before, amount, after] = found
  const units = [before, after].filter((word) => word !== undefined).map((word) => payUnitNamed(word.replace('个', '')))
  if (units.length === 2 && units[0] !== units[1]) return wrong('工钱前后写的单位不一样，请再看一遍')
  const payFen = Math.round(Number(amount) * 100)
  return payFen > 0 && payFen <= 100_000_000 ? fine({ payFen, payUnit: units[0] ?? null }) : wrong('工钱请写一个数，比如 260 或者 260元/天')
}
