import { and, eq, isNotNull, lte, sql } from 'drizzle-orm'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

/** A submission with whom and what it is about; only those that have a case. */
export const findSubmission = async ({ q, t }: Db, id: string) => {
  const [row] = await q
    .select({
      verification: t.verifications,
      caseId: t.cases.id,
      nameMasked: t.people.nameMasked,
      nameSealed: t.people.nameSealed,
      idNumberSealed: t.people.idNumberSealed,
      employerKind: t.employers.kind,
      employerName: t.employers.name,
      creditCode: t.employers.creditCode,
    })
    .from(t.verifications)
    .innerJoin(t.cases, eq(t.cases.id, t.verifications.caseId))
    .innerJoin(t.people, eq(t.people.id, t.verifications.personId))
    .leftJoin(t.employers, eq(t.employers.personId, t.verifications.personId))
    .where(eq(t.verifications.id, id))
  return row ?? null
}
export type SubmissionRow = NonNullable<Awaited<ReturnType<typeof findSubmission>>>

const inScopeAndNewest = ({ t }: Db, scope: Scope) =>
  and(
    inScope(t.cases.scopePath, scope),
    isNotNull(t.licences.verifiedAt),
    // Of papers of one kind the one accepted last counts; ids grow with time.
    sql`not exists (select 1 from ${t.licences} later where later.employer_id = ${t.licences.employerId} and later.kind = ${t.licences.kind} and later.verified_at is not null and later.id > ${t.licences.id})`,
  )

/** The accepted papers of a scope that count, those that end first at the top. */
export const licencesInScope = (db: Db, scope: Scope, limit: number) => {
  const { q, t } = db
  return q
    .select({ licence: t.licences, employerName: t.employers.name, employerKind: t.employers.kind, marketName: t.markets.name })
    .from(t.licences)
    .innerJoin(t.verifications, eq(t.verifications.id, t.licences.verificationId))
    .innerJoin(t.cases, eq(t.cases.id, t.verifications.caseId))
    .innerJoin(t.employers, eq(t.employers.personId, t.licences.employerId))
    .leftJoin(t.markets, eq(t.markets.id, t.cases.marketId))
    .where(inScopeAndNewest(db, scope))
    .orderBy(sql`coalesce(${t.licences.validUntil}, '9999-12-31')`, t.licences.id)
    .limit(limit)
}

/** How many papers of a scope end on or before a day and have not ended before another. */
export const countEnding = async (db: Db, scope: Scope, lastDay: string): Promise<number> => {
  const { q, t } = db
  const [row] = await q
    .select({ papers: sql<number>`count(*)`.mapWith(Number) })
    .from(t.licences)
    .innerJoin(t.verifications, eq(t.verifications.id, t.licences.verificationId))
    .innerJoin(t.cases, eq(t.cases.id, t.verifications.caseId))
    .where(and(inScopeAndNewest(db, scope), isNotNull(t.licences.validUntil), lte(t.licences.validUntil, lastDay)))
  return row?.papers ?? 0
}

/** Keeps a person's row until the write is over, so that two of their acts at once are counted one after the other. Changes nothing. */
export const holdPerson = async ({ q, t }: Tx, personId: string): Promise<void> => {
  await q.update(t.people).set({ createdAt: sql`${t.people.createdAt}` }).where(eq(t.people.id, personId))
}
