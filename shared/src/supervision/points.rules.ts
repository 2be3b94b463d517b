import { day, hour } from '../words/time'
import type { PointRules, ReconfirmRules } from './rulebook'

/** Points an employer has for what went wrong, what follows from them, and how long a posting stands unconfirmed. */

/** One entry of the points page; instants are UTC ms. */
export type PointEntry = { points: number; at: number; liftedAt: number | null }

/** What is left of an entry: one point is forgiven for each period gone by; a lifted one counts nothing. */
export const pointsLeft = (entry: PointEntry, now: number, { daysPerPoint }: PointRules): number =>
  entry.liftedAt !== null || now < entry.at ? 0 : Math.max(0, entry.points - Math.floor((now - entry.at) / (daysPerPoint * day)))

export const pointsTotal = (entries: readonly PointEntry[], now: number, rules: PointRules): number =>
  entries.reduce((sum, entry) => sum + pointsLeft(entry, now, rules), 0)

/** good: nothing to say · warned: close to it · suspended: may not post */
export type Standing = 'good' | 'warned' | 'suspended'

/**
 * Where an employer stands. Points alone never suspend: they lead to a notice with its reasons, and the suspension is a
 * decision of its own that begins some days later and waits for an appeal made in time.
 */
export const standingOf = (total: number, suspension: Suspension | null, now: number, rules: PointRules): Standing => {
  if (suspension !== null && isSuspended(suspension, now)) return 'suspended'
  return total >= rules.warningAt ? 'warned' : 'good'
}

/** A suspension that was given notice of; `appealOpen` while an appeal against it is not decided. */
export type Suspension = { fromAt: number; untilAt: number | null; liftedAt: number | null; appealOpen: boolean }

export const isSuspended = ({ fromAt, untilAt, liftedAt, appealOpen }: Suspension, now: number): boolean =>
  liftedAt === null && !appealOpen && now >= fromAt && (untilAt === null || now < untilAt)

/** Whether points are so many that notice of a suspension is due. One that was given is not given again. */
export const noticeDue = (total: number, suspension: Suspension | null, now: number, rules: PointRules): boolean =>
  total >= rules.suspensionAt && (suspension === null || suspension.liftedAt !== null || (suspension.untilAt !== null && suspension.untilAt <= now))

/** From when until when a suspension lasts of which notice is given now. */
export const suspensionFrom = (now: number, { noticeDays, suspensionDays }: PointRules): { fromAt: number; untilAt: number } => ({
  fromAt: now + noticeDays * day,
  untilAt: now + (noticeDays + suspensionDays) * day,
})

/**
 * Until when a posting is shown that was confirmed at `confirmedAt`: a stale posting costs a worker the way to the market.
 * Null for one that begins before that: its start ends it by itself.
 */
export const shownUntil = (confirmedAt: number, startsAt: number, { everyHours }: ReconfirmRules): number | null => {
  const until = confirmedAt + everyHours * hour
  return until >= startsAt ? null : until
}

/** Shown to workers at `now`. */
export const isConfirmed = (confirmedUntil: number | null, now: number): boolean => confirmedUntil === null || now < confirmedUntil

/** Whether the employer is to be reminded, or asked on their page, to say that the posting stands. */
export const reconfirmDue = (confirmedUntil: number | null, now: number, { remindHoursBefore }: ReconfirmRules): boolean =>
  confirmedUntil !== null && now >= confirmedUntil - remindHoursBefore * hour
