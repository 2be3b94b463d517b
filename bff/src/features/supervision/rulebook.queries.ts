import { and, desc, eq, gt, gte, isNotNull, isNull, lte, max, ne, or, sql } from 'drizzle-orm'
import type { Rulebook } from '@market/shared/supervision/rulebook'
import type { Posting } from '@market/shared/supervision/supervision.rules'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

/** The version that judges postings at `now`, or null while only the built-in one is there. */
export const versionInForce = async ({ q, t }: Db, now: number): Promise<number | null> => {
  const [row] = await q
    .select({ version: t.rulebooks.version })
    .from(t.rulebooks)
    .where(and(isNotNull(t.rulebooks.confirmedBy), isNull(t.rulebooks.droppedAt), lte(t.rulebooks.effectiveFrom, now)))
    .orderBy(desc(t.rulebooks.effectiveFrom))
    .limit(1)
  return row?.version ?? null
}

export const findRulebook = async ({ q, t }: Db, version: number) => {
  const [row] = await q.select().from(t.rulebooks).where(eq(t.rulebooks.version, version))
  return row ?? null
}

/** Versions without their content, newest first. */
export const listRulebooks = async ({ q, t }: Db, limit: number) =>
  q
    .select({
      version: t.rulebooks.version, note: t.rulebooks.note, proposedBy: t.rulebooks.proposedBy, proposedAt: t.rulebooks.proposedAt,
      confirmedAt: t.rulebooks.confirmedAt, effectiveFrom: t.rulebooks.effectiveFrom, droppedAt: t.rulebooks.droppedAt,
    })
    .from(t.rulebooks)
    .orderBy(desc(t.rulebooks.version))
    .limit(limit)

export const newestVersion = async ({ q, t }: Db): Promise<number> => {
  const [row] = await q.select({ version: max(t.rulebooks.version) }).from(t.rulebooks)
  return Number(row?.version ?? 0)
}

/** False when another proposal took the number first. */
export const insertRulebook = async ({ q, t }: Tx, row: { version: number; content: Rulebook; note: string; proposedBy: string; proposedAt: number }): Promise<boolean> => {
  const inserted = await q.insert(t.rulebooks).values(row).onConflictDoNothing().returning({ version: t.rulebooks.version })
  return inserted.length === 1
}

/** Makes decisions about versions wait for each other: without it two confirmed at once would each not see the other. The rows keep their values. */
export const holdVersions = async ({ q, t }: Tx): Promise<void> => {
  await q.update(t.regions).set({ name: sql`${t.regions.name}` }).where(eq(t.regions.kind, 'province'))
}

/** Whether another version was confirmed since this one was proposed, or waits for its day: this one does not have what that one changed. */
export const isOvertaken = async ({ q, t }: Db, { version, proposedAt, now }: { version: number; proposedAt: number; now: number }): Promise<boolean> => {
  const confirmedSince = gte(t.rulebooks.confirmedAt, proposedAt)
  const waitsForItsDay = gt(t.rulebooks.effectiveFrom, now)
  const rows = await q.select({ version: t.rulebooks.version }).from(t.rulebooks).where(and(ne(t.rulebooks.version, version), isNull(t.rulebooks.droppedAt), or(confirmedSince, waitsForItsDay))).limit(1)
  return rows.length > 0
}

/** A second person puts it in force; false for the first, and when it was decided already. */
export const confirmRulebook = async ({ q, t }: Tx, version: number, by: string, now: number, effectiveFrom: number): Promise<boolean> => {
  const confirmed = await q
    .update(t.rulebooks)
    .set({ confirmedBy: by, confirmedAt: now, effectiveFrom })
    .where(and(eq(t.rulebooks.version, version), isNull(t.rulebooks.confirmedBy), isNull(t.rulebooks.droppedAt), ne(t.rulebooks.proposedBy, by)))
    .returning({ version: t.rulebooks.version })
  return confirmed.length === 1
}

/** Takes back what is not in force yet, confirmed or not. Its day is free for another one. */
export const dropRulebook = async ({ q, t }: Tx, version: number, now: number): Promise<boolean> => {
  const dropped = await q
    .update(t.rulebooks)
    .set({ droppedAt: now, effectiveFrom: null })
    .where(and(eq(t.rulebooks.version, version), isNull(t.rulebooks.droppedAt), or(isNull(t.rulebooks.confirmedBy), gt(t.rulebooks.effectiveFrom, now))))
    .returning({ version: t.rulebooks.version })
  return dropped.length === 1
}

/** The newest versions of postings in a scope, to try a rulebook on. */
export const recentVersions = async ({ q, t }: Db, scope: Scope, limit: number) => {
  const rows = await q
    .select({
      jobId: t.jobVersions.jobId, posting: t.jobVersions.posting, verdict: t.jobVersions.verdict,
      kind: t.employers.kind, name: t.employers.name,
    })
    .from(t.jobVersions)
    .innerJoin(t.employers, eq(t.employers.personId, t.jobVersions.postedBy))
    .innerJoin(t.jobs, eq(t.jobs.id, t.jobVersions.jobId))
    .innerJoin(t.markets, eq(t.markets.id, t.jobs.marketId))
    .where(inScope(t.markets.path, scope))
    .orderBy(desc(t.jobVersions.at), desc(t.jobVersions.jobId))
    .limit(limit)
  return rows.map((row) => ({ ...row, posting: row.posting as Posting }))
}
