import type { JobDraft } from '@market/shared/jobs/jobs.contract'
import { dayPayFen, hourlyPayFen } from '@market/shared/jobs/jobs.rules'
import type { Hiring, PayUnit, Perk, SettleTime, SettleWay } from '@market/shared/words/lists'
import { clockTime, day, hour, marketDay, minute, minutesOfClock } from '@market/shared/words/time'
import { fenOf } from '../../ui/fields'

/** A posting as it is edited: times as the clock on the wall shows them, money as it is typed. */
export type PostForm = {
  /** The card it was started from; null while none has been chosen. */
  template: string | null
  trade: string
  title: string
  description: string
  requirements: string
  headcount: number
  address: string
  /** Where the address is; null when it was typed by hand, and then the market's own place counts. */
  place: { lat: number; lng: number } | null
  /** Of the start, `YYYY-MM-DD`. */
  day: string
  /** `HH:mm`. An end that is not after the start is on the next day. */
  start: string
  end: string
  breakMinutes: number
  /** Yuan. */
  pay: string
  payUnit: PayUnit
  settleWhen: SettleTime
  settleHow: SettleWay
  perks: Perk[]
  hiring: Hiring
  contactName: string
  contactPhone: string
}

/** What is changed, or how it follows from the form as it is at that moment: two quick taps on plus are two steps. */
export type FormChange = Partial<PostForm> | ((form: PostForm) => Partial<PostForm>)

export const emptyForm: PostForm = {
  template: null, trade: '', title: '', description: '', requirements: '', headcount: 1, address: '', place: null, day: '', start: '06:30', end: '15:30',
  breakMinutes: 60, pay: '', payUnit: 'day', settleWhen: 'same_day', settleHow: 'wechat', perks: [], hiring: 'first_come', contactName: '', contactPhone: '',
}

/** The instant (UTC ms) at which the market's clock shows this time on this day. */
export const instantOf = (marketDate: string, clock: string): number => {
  const [year = 0, month = 1, date = 1] = marketDate.split('-').map(Number)
  return Date.UTC(year, month - 1, date) - 8 * hour + minutesOfClock(clock) * minute
}

export function formOf(key: string, draft: JobDraft): PostForm {
  const { marketId: _marketId, lat, lng, startsAt, endsAt, payFen, hiring = 'first_come', ...same } = draft
  return {
    ...same,
    hiring,
    template: key,
    place: lat === undefined || lng === undefined ? null : { lat, lng },
    day: marketDay(startsAt),
    start: clockTime(startsAt),
    end: clockTime(endsAt),
    pay: yuanTyped(payFen),
  }
}

/** 26000 → `260`, 2050 → `20.5`: as one would type it, without thousands. */
export const yuanTyped = (fen: number): string => String(fen / 100)

export function draftOf(form: PostForm, marketId: string): JobDraft {
  const { template: _template, place, day: date, start, end, pay, ...same } = form
  const startsAt = instantOf(date, start)
  const sameDayEnd = instantOf(date, end)
  return {
    ...same,
    marketId,
    ...(place ?? {}),
    startsAt,
    endsAt: sameDayEnd > startsAt ? sameDayEnd : sameDayEnd + day,
    // Nothing typed, or half a number: the rule says 请填工钱.
    payFen: fenOf(pay) ?? 0,
  }
}

/** The whole shift earlier or later; its length stays. */
export function moveStart(form: PostForm, minutes: number): Partial<PostForm> {
  const { startsAt, endsAt } = draftOf(form, '')
  const from = startsAt + minutes * minute
  const to = endsAt + minutes * minute
  return { day: marketDay(from), start: clockTime(from), end: clockTime(to) }
}

/** Another time of day for the start; the length of the shift stays. */
export const startAtClock = (form: PostForm, clock: string): Partial<PostForm> => moveStart(form, minutesOfClock(clock) - minutesOfClock(form.start))

/** A draft kept since yesterday begins in the past: it moves to the next day on which its clock time is still ahead. */
export function bringForward(form: PostForm, now: number): Partial<PostForm> {
  if (form.day === '' || instantOf(form.day, form.start) > now) return {}
  const today = marketDay(now)
  return { day: instantOf(today, form.start) > now ? today : marketDay(now + day) }
}

/** One tap on plus or minus, in fen: ten yuan a day, one yuan an hour. */
export const payStep: Record<PayUnit, number> = { day: 1_000, hour: 100 }
/** Minutes that one tap moves the start. */
export const startStep = 30

export const addPay = (form: PostForm, steps: number): Partial<PostForm> => ({
  pay: yuanTyped(Math.max(0, (fenOf(form.pay) ?? 0) + steps * payStep[form.payUnit])),
})

/** The same pay in the other unit, rounded up to what one step would reach: nobody has to divide at five in the morning. */
export function switchUnit(form: PostForm, payUnit: PayUnit): Partial<PostForm> {
  if (payUnit === form.payUnit) return {}
  const draft = draftOf(form, '')
  const same = payUnit === 'hour' ? hourlyPayFen(draft) : dayPayFen(draft)
  const step = payStep[payUnit]
  return same > 0 ? { payUnit, pay: yuanTyped(Math.ceil(same / step) * step) } : { payUnit }
}
