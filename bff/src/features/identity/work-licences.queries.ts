import { and, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or } from 'drizzle-orm'
import type { WorkLicenceKind } from '@market/shared/identity/work-licences'
import { preparedList } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

export const insertWorkLicence = async ({ q, t }: Tx, row: Tables['workLicences']['$inferInsert']): Promise<void> => {
  await q.insert(t.workLicences).values(row)
}

/** A person's licences with what became of each, newest first. */
export const workLicencesOf = ({ q, t }: Db, personId: string, limit: number) =>
  q
    .select({ licence: t.workLicences, verification: t.verifications })
    .from(t.workLicences)
    .innerJoin(t.verifications, eq(t.verifications.id, t.workLicences.verificationId))
    .where(eq(t.workLicences.personId, personId))
    .orderBy(desc(t.verifications.submittedAt), desc(t.workLicences.id))
    .limit(limit)
export type OwnLicenceRow = Awaited<ReturnType<typeof workLicencesOf>>[number]

export const findWorkLicence = async ({ q, t }: Db, verificationId: string) => {
  const [row] = await q.select().from(t.workLicences).where(eq(t.workLicences.verificationId, verificationId))
  return row ?? null
}
export type WorkLicenceRow = NonNullable<Awaited<ReturnType<typeof findWorkLicence>>>

/** Whether one of this kind waits for staff. */
export const doesLicenceWait = async ({ q, t }: Db, personId: string, kind: WorkLicenceKind): Promise<boolean> =>
  (await q.select({ id: t.verifications.id }).from(t.verifications).where(and(
    eq(t.verifications.personId, personId), eq(t.verifications.kind, 'licence'), eq(t.verifications.about, kind), eq(t.verifications.state, 'pending'),
  ))).length > 0

/** The picture that was put aside for the next one. */
export const findDraftPicture = async ({ q, t }: Db, personId: string): Promise<string | null> => {
  const [row] = await q
    .select({ id: t.documents.id })
    .from(t.documents)
    .where(and(eq(t.documents.personId, personId), eq(t.documents.kind, 'work_licence'), isNull(t.documents.verificationId), isNotNull(t.documents.contentSealed)))
  return row?.id ?? null
}

/** Takes the picture for a submission; false when it is gone or went with another one meanwhile. */
export const takeDraftPicture = async ({ q, t }: Tx, id: string, verificationId: string): Promise<boolean> =>
  (await q.update(t.documents).set({ verificationId }).where(and(eq(t.documents.id, id), isNull(t.documents.verificationId))).returning({ id: t.documents.id })).length > 0

/** Deletes the pictures of one submission; those of others that wait stay. */
export const deletePicturesOf = async ({ q, t }: Tx, verificationId: string, now: number): Promise<void> => {
  await q.update(t.documents).set({ contentSealed: null, bytes: 0, deletedAt: now }).where(and(eq(t.documents.verificationId, verificationId), isNotNull(t.documents.contentSealed)))
}

/** Makes a licence count; nobody need be reminded of earlier ones of its kind that end no later. */
export const acceptWorkLicence = async ({ q, t }: Tx, verificationId: string, now: number): Promise<WorkLicenceRow | null> => {
  const [row] = await q.update(t.workLicences).set({ verifiedAt: now }).where(eq(t.workLicences.verificationId, verificationId)).returning()
  if (row === undefined) return null
  await q.update(t.workLicences).set({ remindedDays: 0 }).where(and(
    eq(t.workLicences.personId, row.personId), eq(t.workLicences.kind, row.kind), ne(t.workLicences.id, row.id), isNotNull(t.workLicences.verifiedAt),
    lte(t.workLicences.countsUntil, row.countsUntil),
  ))
  return row
}

/** The licences that were accepted of each of these people, each with its end. */
const selectAccepted = preparedList<Pick<Tables['workLicences']['$inferSelect'], 'personId' | 'kind' | 'countsUntil'>, string>(({ q, t: { workLicences } }, ids) =>
  q
    .select({ personId: workLicences.personId, kind: workLicences.kind, countsUntil: workLicences.countsUntil })
    .from(workLicences)
    .where(and(inArray(workLicences.personId, ids), isNotNull(workLicences.verifiedAt))))
export const acceptedWorkLicences = (db: Db, personIds: readonly string[]) => selectAccepted(db, personIds, {})

/** Whether somebody has one of these licences, and it counts until `at` (UTC ms). */
export const hasWorkLicence = async ({ q, t }: Db, personId: string, kinds: readonly WorkLicenceKind[], at: number): Promise<boolean> =>
  (await q.select({ id: t.workLicences.id }).from(t.workLicences).where(and(
    eq(t.workLicences.personId, personId), inArray(t.workLicences.kind, [...kinds]), isNotNull(t.workLicences.verifiedAt), gte(t.workLicences.countsUntil, at),
  )).limit(1)).length > 0

/** Notes a reminder on licences that end before `before` and gives those it was noted on. */
export const remindWorkLicences = async ({ q, t }: Tx, { days, before, limit }: { days: number; before: number; limit: number }): Promise<{ id: string; personId: string; kind: WorkLicenceKind }[]> => {
  const due = and(isNotNull(t.workLicences.verifiedAt), lt(t.workLicences.countsUntil, before), or(isNull(t.workLicences.remindedDays), gt(t.workLicences.remindedDays, days)))
  const some = q.select({ id: t.workLicences.id }).from(t.workLicences).where(due).limit(limit)
  return q.update(t.workLicences).set({ remindedDays: days }).where(and(inArray(t.workLicences.id, some), due))
    .returning({ id: t.workLicences.id, personId: t.workLicences.personId, kind: t.workLicences.kind })
}
