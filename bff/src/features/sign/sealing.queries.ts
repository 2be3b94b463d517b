import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { preparedInsert } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

/** Agreements that both have signed and that wait for their seal, longest waiting first. */
export async function agreementsToSeal({ q, t }: Db, limit: number) {
  const rows = await q
    .select({ agreement: t.agreements, workerId: t.applications.workerId, employerId: t.jobs.employerId, marketId: t.jobs.marketId })
    .from(t.agreements)
    .innerJoin(t.applications, eq(t.applications.id, t.agreements.applicationId))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(eq(t.agreements.status, 'signed'))
    .orderBy(asc(t.agreements.signedAt), asc(t.agreements.id))
    .limit(limit)
  const ids = rows.map(({ agreement }) => agreement.id)
  const signatures = ids.length === 0 ? [] : await q.select().from(t.signatures).where(inArray(t.signatures.agreementId, ids))
  return rows.map((row) => ({ ...row, signatures: signatures.filter(({ agreementId }) => agreementId === row.agreement.id) }))
}
export type AgreementToSeal = Awaited<ReturnType<typeof agreementsToSeal>>[number]

export type NewSeal = Tables['seals']['$inferInsert']

/**
 * Seals agreements and gives each the code under which anybody can verify it. Those that were sealed already, or are not signed any
 * more, are left as they are; gives the ids of the others.
 */
export async function insertSeals(tx: Tx, seals: readonly (NewSeal & { code: string })[]): Promise<Set<string>> {
  const { q, t } = tx
  const [first] = seals
  if (first === undefined) return new Set()
  const { sealedAt } = first
  const sealed = await q
    .update(t.agreements)
    .set({ status: 'sealed', sealedAt })
    .where(and(inArray(t.agreements.id, seals.map(({ agreementId }) => agreementId)), eq(t.agreements.status, 'signed')))
    .returning({ id: t.agreements.id })
  const ids = new Set(sealed.map(({ id }) => id))
  const mine = seals.filter(({ agreementId }) => ids.has(agreementId))
  if (mine.length === 0) return ids
  await insertSealRows(tx, mine.map(({ code: _code, ...seal }) => ({ ...seal, sealedAt })))
  await insertCodes(tx, mine.map(({ agreementId, code }) => ({ token: code, kind: 'agreement' as const, targetId: agreementId, createdAt: sealedAt })))
  return ids
}

const insertSealRows = preparedInsert('seals')
const insertCodes = preparedInsert('codes')

/** Sealed agreements whose paper is still to be made, longest waiting first. */
export async function papersToMake({ q, t }: Db, limit: number) {
  // Which ones first, and then what belongs to them: joined at once it would begin with the codes of all there ever were.
  const waiting = await q
    .select({ id: t.agreements.id })
    .from(t.agreements)
    .where(and(eq(t.agreements.status, 'sealed'), isNull(t.agreements.paperMadeAt)))
    .orderBy(asc(t.agreements.sealedAt), asc(t.agreements.id))
    .limit(limit)
  const ids = waiting.map(({ id }) => id)
  if (ids.length === 0) return []
  const rows = await q
    .select({ agreement: t.agreements, seal: t.seals, code: t.codes.token, workerId: t.applications.workerId, employerId: t.jobs.employerId, marketId: t.jobs.marketId })
    .from(t.agreements)
    .innerJoin(t.seals, eq(t.seals.agreementId, t.agreements.id))
    .innerJoin(t.codes, and(eq(t.codes.kind, 'agreement'), eq(t.codes.targetId, t.agreements.id)))
    .innerJoin(t.applications, eq(t.applications.id, t.agreements.applicationId))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(inArray(t.agreements.id, ids))
    .orderBy(asc(t.agreements.sealedAt), asc(t.agreements.id))
  const signatures = await q
    .select({ signature: t.signatures, strokesSealed: t.strokes.dataSealed })
    .from(t.signatures)
    .innerJoin(t.strokes, eq(t.strokes.signatureId, t.signatures.id))
    .where(inArray(t.signatures.agreementId, ids))
  return rows.map((row) => ({ ...row, signatures: signatures.filter(({ signature }) => signature.agreementId === row.agreement.id) }))
}
export type PaperToMake = Awaited<ReturnType<typeof papersToMake>>[number]

export type NewPaper = Tables['agreementPapers']['$inferInsert']

/** Keeps the paper of an agreement; false when it has one already. */
export async function insertPaper({ q, t }: Tx, paper: NewPaper): Promise<boolean> {
  const made = await q
    .update(t.agreements)
    .set({ paperMadeAt: paper.madeAt })
    .where(and(eq(t.agreements.id, paper.agreementId), eq(t.agreements.status, 'sealed'), isNull(t.agreements.paperMadeAt)))
    .returning({ id: t.agreements.id })
  if (made.length === 0) return false
  await q.insert(t.agreementPapers).values(paper)
  return true
}

export const findPaper = async ({ q, t }: Db, agreementId: string) => {
  const [row] = await q.select().from(t.agreementPapers).where(eq(t.agreementPapers.agreementId, agreementId))
  return row ?? null
}

export const findSeal = async ({ q, t }: Db, agreementId: string) => {
  const [row] = await q.select().from(t.seals).where(eq(t.seals.agreementId, agreementId))
  return row ?? null
}

/** The code printed on an agreement's paper. */
export const codeOf = async ({ q, t }: Db, agreementId: string): Promise<string | null> => {
  const [row] = await q.select({ token: t.codes.token }).from(t.codes).where(and(eq(t.codes.kind, 'agreement'), eq(t.codes.targetId, agreementId)))
  return row?.token ?? null
}
