import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, notInArray } from 'drizzle-orm'
import type { DocumentKind, PaperKind } from '@market/shared/identity/identity.rules'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

/** A picture that was put aside and belongs to no submission yet; one of a kind. */
export const replaceDraft = async ({ q, t }: Tx, document: Tables['documents']['$inferInsert']): Promise<void> => {
  await q.delete(t.documents).where(and(eq(t.documents.personId, document.personId), eq(t.documents.kind, document.kind), isNull(t.documents.verificationId)))
  await q.insert(t.documents).values(document)
}

/** Pictures that are still here, newest first, without their content. */
export const picturesOf = ({ q, t }: Db, personId: string) =>
  q
    .select({ id: t.documents.id, kind: t.documents.kind, createdAt: t.documents.createdAt, verificationId: t.documents.verificationId, state: t.verifications.state })
    .from(t.documents)
    .leftJoin(t.verifications, eq(t.verifications.id, t.documents.verificationId))
    .where(and(eq(t.documents.personId, personId), isNotNull(t.documents.contentSealed)))
    .orderBy(desc(t.documents.createdAt), desc(t.documents.id))
export type PictureRow = Awaited<ReturnType<typeof picturesOf>>[number]

export const attachPictures = async ({ q, t }: Tx, ids: readonly string[], verificationId: string): Promise<void> => {
  if (ids.length > 0) await q.update(t.documents).set({ verificationId }).where(inArray(t.documents.id, [...ids]))
}

export const documentsOf = ({ q, t }: Db, verificationId: string) =>
  q
    .select({ id: t.documents.id, kind: t.documents.kind, createdAt: t.documents.createdAt, deletedAt: t.documents.deletedAt })
    .from(t.documents)
    .where(eq(t.documents.verificationId, verificationId))
    .orderBy(t.documents.kind, t.documents.createdAt, t.documents.id)

export const findDocument = async ({ q, t }: Db, verificationId: string, id: string) => {
  const [row] = await q.select().from(t.documents).where(and(eq(t.documents.id, id), eq(t.documents.verificationId, verificationId)))
  return row ?? null
}

const forget = (now: number) => ({ contentSealed: null, bytes: 0, deletedAt: now })

/** Deletes the pictures of a kind that a person has here, submitted or not. */
export const deletePictures = async ({ q, t }: Tx, personId: string, kind: DocumentKind, now: number): Promise<void> => {
  await q.update(t.documents).set(forget(now)).where(and(eq(t.documents.personId, personId), eq(t.documents.kind, kind), isNotNull(t.documents.contentSealed)))
}

/** Deletes pictures of papers from before: those of the submission that was accepted take their place. */
export const deleteEarlierPapers = async ({ q, t }: Tx, personId: string, acceptedId: string, now: number): Promise<void> => {
  await q.update(t.documents).set(forget(now)).where(and(
    eq(t.documents.personId, personId),
    notInArray(t.documents.kind, ['id_card', 'work_licence']),
    isNotNull(t.documents.contentSealed),
    isNotNull(t.documents.verificationId),
    ne(t.documents.verificationId, acceptedId),
  ))
}

/** Pictures put aside before `before` that nobody submitted. */
export const deleteForgottenDrafts = async ({ q, t }: Tx, before: number): Promise<void> => {
  await q.delete(t.documents).where(and(isNull(t.documents.verificationId), lt(t.documents.createdAt, before)))
}

export const insertLicences = async ({ q, t }: Tx, rows: readonly Tables['licences']['$inferInsert'][]): Promise<void> => {
  if (rows.length > 0) await q.insert(t.licences).values([...rows])
}

export const licencesOf = ({ q, t }: Db, verificationId: string) =>
  q.select().from(t.licences).where(eq(t.licences.verificationId, verificationId)).orderBy(t.licences.kind)
export type LicenceRow = Awaited<ReturnType<typeof licencesOf>>[number]

export const setLicencesVerified = async ({ q, t }: Tx, verificationId: string, now: number): Promise<void> => {
  await q.update(t.licences).set({ verifiedAt: now }).where(eq(t.licences.verificationId, verificationId))
}

/** Papers whose place an accepted submission takes: nobody need be reminded of them any more. */
export const retireLicences = async ({ q, t }: Tx, employerId: string, acceptedId: string): Promise<void> => {
  await q.update(t.licences).set({ remindedDays: 0 }).where(and(eq(t.licences.employerId, employerId), isNotNull(t.licences.verifiedAt), ne(t.licences.verificationId, acceptedId)))
}

/** The newest accepted paper of each kind of an employer: what counts, and is shown. */
export const acceptedLicences = async ({ q, t }: Db, employerId: string): Promise<LicenceRow[]> => {
  const rows = await q
    .select()
    .from(t.licences)
    .where(and(eq(t.licences.employerId, employerId), isNotNull(t.licences.verifiedAt)))
    .orderBy(desc(t.licences.verifiedAt), desc(t.licences.id))
  const newest = new Map<PaperKind, LicenceRow>()
  for (const row of rows) if (!newest.has(row.kind)) newest.set(row.kind, row)
  return [...newest.values()]
}
