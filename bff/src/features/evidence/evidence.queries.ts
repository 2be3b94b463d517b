import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { EvidenceKind } from '@market/shared/evidence/evidence.rules'
import { prepared, preparedInsert, preparedList } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

export type NewEntry = { kind: EvidenceKind; subjectId: string; commitment: string; leafData: string; salt: string }

/** How many entries the log has. They are dense: the newest one's place says it. */
export async function sizeOf(db: Db): Promise<number> {
  const [newest] = await selectNewest(db, {})
  return newest ? newest.leafIndex + 1 : 0
}

const selectNewest = prepared<{ leafIndex: number }, Record<string, never>>(({ q, t: { evidenceEntries: entries } }) =>
  q.select({ leafIndex: entries.leafIndex }).from(entries).orderBy(desc(entries.leafIndex)).limit(1))

type EntryRow = Tables['evidenceEntries']['$inferSelect']

export const findEntry = async (db: Db, kind: EvidenceKind, subjectId: string): Promise<EntryRow | null> => (await selectEntry(db, { kind, subjectId }))[0] ?? null

const selectEntry = prepared<EntryRow, { kind: EvidenceKind; subjectId: string }>(({ q, t: { evidenceEntries: entries } }) =>
  q.select().from(entries).where(and(eq(entries.kind, sql.placeholder('kind')), eq(entries.subjectId, sql.placeholder('subjectId')))))

/** The log's name: the commitment of its first entry. Null while it is empty. */
export async function findLogId({ q, t: { evidenceEntries: entries } }: Db): Promise<string | null> {
  const [first] = await q.select({ commitment: entries.commitment }).from(entries).where(eq(entries.leafIndex, 0))
  return first?.commitment ?? null
}

const insertEntries = preparedInsert('evidenceEntries')

export const insertEntry = (tx: Tx, leafIndex: number, entry: NewEntry): Promise<void> => insertEntries(tx, [{ leafIndex, ...entry }])

export async function findNodes(db: Db, numbers: readonly number[]): Promise<Map<number, string>> {
  const rows = await selectNodes(db, numbers, {})
  return new Map(rows.map(({ node, hash }) => [node, hash]))
}

const selectNodes = preparedList<Tables['evidenceNodes']['$inferSelect'], number>(({ q, t: { evidenceNodes: nodes } }, numbers) => q.select().from(nodes).where(inArray(nodes.node, numbers)))

export const insertNodes = preparedInsert('evidenceNodes')

export type RootRow = { size: number; root: string; at: number; signature: string; keyId: string; cosignature: string | null; cosignKeyId: string | null }

export async function findLatestRoot({ q, t: { evidenceRoots: roots } }: Db): Promise<RootRow | null> {
  const [row] = await q.select().from(roots).orderBy(desc(roots.size)).limit(1)
  return row ?? null
}

/** The newest root that both keys have signed. */
export async function findLatestCosigned({ q, t: { evidenceRoots: roots } }: Db): Promise<RootRow | null> {
  const [row] = await q.select().from(roots).where(isNotNull(roots.cosignature)).orderBy(desc(roots.size)).limit(1)
  return row ?? null
}

export async function findRoot({ q, t: { evidenceRoots: roots } }: Db, size: number): Promise<RootRow | null> {
  const [row] = await q.select().from(roots).where(eq(roots.size, size))
  return row ?? null
}

/** Where two processes sign the same size at once, the first one's root stands. */
export const insertRoot = async ({ q, t: { evidenceRoots } }: Tx, root: Omit<RootRow, 'cosignature' | 'cosignKeyId'>): Promise<void> => {
  await q.insert(evidenceRoots).values(root).onConflictDoNothing()
}

/** Roots newer than the newest co-signed one, oldest first. One that was passed over is not co-signed any more: the co-signer goes forward only. */
export async function rootsToCosign({ q, t: { evidenceRoots: roots } }: Db): Promise<RootRow[]> {
  const [newest] = await q.select({ size: roots.size }).from(roots).where(isNotNull(roots.cosignature)).orderBy(desc(roots.size)).limit(1)
  return q.select().from(roots).where(and(isNull(roots.cosignature), gt(roots.size, newest?.size ?? 0))).orderBy(asc(roots.size)).limit(mostCosigned)
}
/** In one turn: a co-signer that was away for a week is through within a few. */
const mostCosigned = 100

/** Keeps a co-signature with the very root it was given for, once. */
export const noteCosignature = async ({ q, t: { evidenceRoots: roots } }: Tx, { size, root, at }: RootRow, cosigned: { cosignature: string; cosignKeyId: string }): Promise<void> => {
  await q.update(roots).set(cosigned).where(and(eq(roots.size, size), eq(roots.root, root), eq(roots.at, at), isNull(roots.cosignature)))
}

export type CosignedRoot = { size: number; root: string }

export async function findCosigned({ q, t: { evidenceCosigner } }: Db): Promise<CosignedRoot | null> {
  const [row] = await q.select({ size: evidenceCosigner.size, root: evidenceCosigner.root }).from(evidenceCosigner).where(eq(evidenceCosigner.name, 'cosigner'))
  return row ?? null
}

/** Moves the co-signer's memory from one root to the next; false when it is not where it was. */
export async function moveCosigned({ q, t: { evidenceCosigner: cosigner } }: Tx, from: CosignedRoot | null, to: CosignedRoot): Promise<boolean> {
  const moved = from === null
    ? await q.insert(cosigner).values({ name: 'cosigner', ...to }).onConflictDoNothing().returning({ size: cosigner.size })
    : await q.update(cosigner).set(to).where(and(eq(cosigner.size, from.size), eq(cosigner.root, from.root))).returning({ size: cosigner.size })
  return moved.length > 0
}

/** What an export reads, page by page. */
export const pageOfEntries = ({ q, t: { evidenceEntries: entries } }: Db, after: number, limit: number) =>
  q.select().from(entries).where(gt(entries.leafIndex, after)).orderBy(asc(entries.leafIndex)).limit(limit)

export const allRoots = ({ q, t: { evidenceRoots } }: Db): Promise<RootRow[]> => q.select().from(evidenceRoots).orderBy(asc(evidenceRoots.size))

export const pageOfNodes = ({ q, t: { evidenceNodes: nodes } }: Db, after: number, limit: number) =>
  q.select().from(nodes).where(gt(nodes.node, after)).orderBy(asc(nodes.node)).limit(limit)

/** Agreements, each with its seal, paper and end. */
const wholeAgreements = ({ q, t: { agreements, seals, agreementPapers: papers, agreementEndings: endings } }: Db) =>
  q
    .select({
      agreement: agreements,
      seal: seals,
      paper: { agreementId: papers.agreementId, bytes: papers.bytes, sha256: papers.sha256, sm3: papers.sm3, madeAt: papers.madeAt },
      ending: endings,
    })
    .from(agreements)
    .leftJoin(seals, eq(seals.agreementId, agreements.id))
    .leftJoin(papers, eq(papers.agreementId, agreements.id))
    .leftJoin(endings, eq(endings.agreementId, agreements.id))

/** In the order of their ids, page by page. */
export const pageOfAgreements = (db: Db, after: string, limit: number) =>
  wholeAgreements(db).where(gt(db.t.agreements.id, after)).orderBy(asc(db.t.agreements.id)).limit(limit)

export const findWholeAgreement = async (db: Db, agreementId: string) => {
  const [row] = await wholeAgreements(db).where(eq(db.t.agreements.id, agreementId))
  return row ?? null
}

export const signaturesOf = ({ q, t: { signatures } }: Db, agreementIds: readonly string[]) =>
  q.select().from(signatures).where(inArray(signatures.agreementId, [...agreementIds])).orderBy(asc(signatures.id))

/** Handwriting, and papers, as they lie sealed: for whoever has the vault's keys. */
export const strokesOf = ({ q, t: { strokes } }: Db, signatureIds: readonly string[]) =>
  q.select().from(strokes).where(inArray(strokes.signatureId, [...signatureIds]))

export const textsOf = ({ q, t: { agreements } }: Db, ids: readonly string[]) =>
  q.select({ id: agreements.id, textSealed: agreements.textSealed }).from(agreements).where(inArray(agreements.id, [...ids]))

export const sealedPapersOf = ({ q, t: { agreementPapers } }: Db, agreementIds: readonly string[]) =>
  q.select().from(agreementPapers).where(inArray(agreementPapers.agreementId, [...agreementIds]))

/** Rows that belong to nothing: what is left where somebody renamed what they belong to. */
export async function findOrphans({ q, t: { agreements, signatures, strokes, seals, agreementPapers: papers, agreementEndings: endings } }: Db): Promise<{ table: string; row: string }[]> {
  const found: { table: string; row: string }[] = []
  const note = (table: string, rows: { row: string }[]): void => rows.forEach(({ row }) => found.push({ table, row }))
  const noAgreement = isNull(agreements.id)
  note('strokes', await q.select({ row: strokes.signatureId }).from(strokes).leftJoin(signatures, eq(signatures.id, strokes.signatureId)).where(isNull(signatures.id)))
  note('signatures', await q.select({ row: signatures.id }).from(signatures).leftJoin(agreements, eq(agreements.id, signatures.agreementId)).where(noAgreement))
  note('seals', await q.select({ row: seals.agreementId }).from(seals).leftJoin(agreements, eq(agreements.id, seals.agreementId)).where(noAgreement))
  note('agreement_papers', await q.select({ row: papers.agreementId }).from(papers).leftJoin(agreements, eq(agreements.id, papers.agreementId)).where(noAgreement))
  note('agreement_endings', await q.select({ row: endings.agreementId }).from(endings).leftJoin(agreements, eq(agreements.id, endings.agreementId)).where(noAgreement))
  return found
}

/** Takes away what ties entries to an agreement that is deleted for good; the tree keeps its commitments, which then say nothing. */
export const unlinkEntries = async ({ q, t: { evidenceEntries: entries } }: Tx, subjectId: string): Promise<void> => {
  await q.update(entries).set({ salt: null, leafData: null }).where(and(eq(entries.subjectId, subjectId), isNotNull(entries.salt)))
}
