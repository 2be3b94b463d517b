import { and, gt, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import type { PaperKind } from '@market/shared/identity/identity.rules'
import type { Tx } from '../../store/store'

/** One stage of reminders: whoever ends before `before` and was not reminded of this stage or a later one. */
export type Stage = { days: number; before: number; beforeDay: string; limit: number }

/** Notes the reminder on people and gives those it was noted on. */
export const remindPeople = async ({ q, t }: Tx, { days, before, limit }: Stage): Promise<string[]> => {
  const due = and(lt(t.people.verifiedUntil, before), or(isNull(t.people.remindedDays), gt(t.people.remindedDays, days)))
  const some = q.select({ id: t.people.id }).from(t.people).where(due).limit(limit)
  const reminded = await q.update(t.people).set({ remindedDays: days }).where(and(inArray(t.people.id, some), due)).returning({ id: t.people.id })
  return reminded.map(({ id }) => id)
}

export const remindEmployers = async ({ q, t }: Tx, { days, before, limit }: Stage): Promise<string[]> => {
  const due = and(lt(t.employers.verifiedUntil, before), or(isNull(t.employers.remindedDays), gt(t.employers.remindedDays, days)))
  const some = q.select({ id: t.employers.personId }).from(t.employers).where(due).limit(limit)
  const reminded = await q.update(t.employers).set({ remindedDays: days }).where(and(inArray(t.employers.personId, some), due)).returning({ id: t.employers.personId })
  return reminded.map(({ id }) => id)
}

export const remindLicences = async ({ q, t }: Tx, { days, beforeDay, limit }: Stage): Promise<{ id: string; employerId: string; kind: PaperKind }[]> => {
  const due = and(isNotNull(t.licences.verifiedAt), lt(t.licences.validUntil, beforeDay), or(isNull(t.licences.remindedDays), gt(t.licences.remindedDays, days)))
  const some = q.select({ id: t.licences.id }).from(t.licences).where(due).limit(limit)
  return q.update(t.licences).set({ remindedDays: days }).where(and(inArray(t.licences.id, some), due))
    .returning({ id: t.licences.id, employerId: t.licences.employerId, kind: t.licences.kind })
}
