import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { given, prepared, preparedInsert, preparedList } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

/** Agreements that both have signed and that wait for their seal, longest waiting first. */
export async function agreementsToSeal(db: Db, limit: number) {
  const rows = await selectWaiting(db, { limit })
  const signatures = await selectSignatures(db, rows.map(({ agreement }) => agreement.id), {})
  return rows.map((row) => ({ ...row, signatures: signatures.filter(({ agreementId }) => agreementId === row.agreement.id) }))
}

type Waiting = { agreement: Tables['agreements']['$inferSelect']; workerId: string; employerId: string; marketId: string }
const selectWaiting = prepared<Waiting, { limit: number }>(({ q, t }) =>
  q
    .select({ agreement: t.agreements, workerId: t.applications.workerId, employerId: t.jobs.employerId, marketId: t.jobs.marketId })
    .from(t.agreements)
    .innerJoin(t.applications, eq(t.applications.id, t.agreements.applicationId))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(eq(t.agreements.status, 'signed'))
    .orderBy(asc(t.agreements.signedAt), asc(t.agreements.id))
    .limit(sql.placeholder('limit')))

const selectSignatures = preparedList<Tables['signatures']['$inferSelect'], string>(({ q, t: { signatures } }, ids) => q.select().from(signatures).where(inArray(signatures.agreementId, ids)))

export type AgreementToSeal = Awaited<ReturnType<typeof agreementsToSeal>>[number]

export type NewSeal = Tables['seals']['$inferInsert']

/**
 * Seals agreements and gives each the code under which anybody can verify it. Those that were sealed already, or are not signed any
 * more, are left as they are; gives the ids of the others.
 */
export async function insertSeals(tx: Tx, seals: readonly (NewSeal & { code: string })[]): Promise<Set<string>> {
  const [first] = seals
  if (first === undefined) return new Set()
  const { sealedAt } = first
  const sealed = await updateSealed(tx, seals.map(({ agreementId }) => agreementId), { sealedAt })
  const ids = new Set(sealed.map(({ id }) => id))
  const mine = seals.filter(({ agreementId }) => ids.has(agreementId))
  if (mine.length === 0) return ids
  await insertSealRows(tx, mine.map(({ code: _code, ...seal }) => ({ ...seal, sealedAt })))
  await insertCodes(tx, mine.map(({ agreementId, code }) => ({ token: code, kind: 'agreement' as const, targetId: agreementId, createdAt: sealedAt })))
  return ids
}

const updateSealed = preparedList<{ id: string }, string, { sealedAt: number }>(({ q, t: { agreements } }, ids) =>
  q
    .update(agreements)
    .set({ status: 'sealed', sealedAt: given('sealedAt') })
    .where(and(inArray(agreements.id, ids), eq(agreements.status, 'signed')))
    .returning({ id: agreements.id }))

const insertSealRows = preparedInsert('seals')
const insertCodes = preparedInsert('codes')

/** Sealed agreements whose paper is still to be made, longest waiting first. */
export async function papersToMake(db: Db, limit: number) {
  // Which ones first, and then what belongs to them: joined at once it would begin with the codes of all there ever were.
  const ids = (await selectIdsWithoutPaper(db, { limit })).map(({ id }) => id)
  const rows = await selectToPrint(db, ids, {})
  const signatures = await selectWritten(db, ids, {})
  return rows.map((row) => ({ ...row, signatures: signatures.filter(({ signature }) => signature.agreementId === row.agreement.id) }))
}

const selectIdsWithoutPaper = prepared<{ id: string }, { limit: number }>(({ q, t: { agreements } }) =>
  q
    .select({ id: agreements.id })
    .from(agreements)
    .where(and(eq(agreements.status, 'sealed'), isNull(agreements.paperMadeAt)))
    .orderBy(asc(agreements.sealedAt), asc(agreements.id))
    .limit(sql.placeholder('limit')))

type ToPrint = Waiting & { seal: Tables['seals']['$inferSelect']; code: string }
const selectToPrint = preparedList<ToPrint, string>(({ q, t }, ids) =>
  q
    .select({ agreement: t.agreements, seal: t.seals, code: t.codes.token, workerId: t.applications.workerId, employerId: t.jobs.employerId, marketId: t.jobs.marketId })
    .from(t.agreements)
    .innerJoin(t.seals, eq(t.seals.agreementId, t.agreements.id))
    .innerJoin(t.codes, and(eq(t.codes.kind, 'agreement'), eq(t.codes.targetId, t.agreements.id)))
    .innerJoin(t.applications, eq(t.applications.id, t.agreements.applicationId))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(inArray(t.agreements.id, ids))
    .orderBy(asc(t.agreements.sealedAt), asc(t.agreements.id)))

type Written = { signature: Tables['signatures']['$inferSelect']; strokesSealed: string }
const selectWritten = preparedList<Written, string>(({ q, t: { signatures, strokes } }, ids) =>
  q.select({ signature: signatures, strokesSealed: strokes.dataSealed }).from(signatures).innerJoin(strokes, eq(strokes.signatureId, signatures.id)).where(inArray(signatures.agreementId, ids)))

export type PaperToMake = Awaited<ReturnType<typeof papersToMake>>[number]

export type NewPaper = Tables['agreementPapers']['$inferInsert']

/** Keeps the paper of an agreement; false when it has one already. */
export async function insertPaper(tx: Tx, paper: NewPaper): Promise<boolean> {
  const made = await updateMade(tx, { agreementId: paper.agreementId, madeAt: paper.madeAt })
  if (made.length === 0) return false
  await insertPapers(tx, [paper])
  return true
}

const updateMade = prepared<{ id: string }, { agreementId: string; madeAt: number }>(({ q, t: { agreements } }) =>
  q
    .update(agreements)
    .set({ paperMadeAt: given('madeAt') })
    .where(and(eq(agreements.id, sql.placeholder('agreementId')), eq(agreements.status, 'sealed'), isNull(agreements.paperMadeAt)))
    .returning({ id: agreements.id }))

const insertPapers = preparedInsert('agreementPapers')

export const findPaper = async ({ q, t }: Db, agreementId: string) => {
  const [row] = await q.select().from(t.agreementPapers).where(eq(t.agreementPapers.agreementId, agreementId))
  return row ?? null
}

export const findSeal = async ({ q, t }: Db, agreementId: string) => {
  const [row] = await q.select().from(t.seals).where(eq(t.seals.agreementId, agreementId))
  return row ?? null
}

/** The code printed on an agreement's paper. */
export const codeOf = async (db: Db, agreementId: string): Promise<string | null> => (await selectCode(db, { agreementId }))[0]?.token ?? null

const selectCode = prepared<{ token: string }, { agreementId: string }>(({ q, t: { codes } }) =>
  q.select({ token: codes.token }).from(codes).where(and(eq(codes.kind, 'agreement'), eq(codes.targetId, sql.placeholder('agreementId')))))
