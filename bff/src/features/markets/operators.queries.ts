import { and, desc, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Db, Tx } from '../../store/store'

/** Who runs a market now; null where the public employment service does. */
export const findOperator = async ({ q, t }: Db, marketId: string) => {
  const [row] = await q
    .select({
      employerId: t.marketOperators.employerId, since: t.marketOperators.fromAt, name: t.employers.name, kind: t.employers.kind, verifiedUntil: t.employers.verifiedUntil,
    })
    .from(t.marketOperators)
    .innerJoin(t.employers, eq(t.employers.personId, t.marketOperators.employerId))
    .where(and(eq(t.marketOperators.marketId, marketId), isNull(t.marketOperators.untilAt)))
  return row ?? null
}

/** Licences that were checked, newest first. */
export const checkedLicences = ({ q, t }: Db, employerId: string) =>
  q
    .select({ kind: t.licences.kind, number: t.licences.number, validUntil: t.licences.validUntil })
    .from(t.licences)
    .where(and(eq(t.licences.employerId, employerId), isNotNull(t.licences.verifiedAt)))
    .orderBy(desc(t.licences.verifiedAt))

/** The account of an agency or organisation with this credit code whose papers count at `now`; the one checked last. */
export const findFitOperator = async ({ q, t }: Db, creditCode: string, now: number): Promise<string | null> => {
  const [row] = await q
    .select({ personId: t.employers.personId })
    .from(t.employers)
    .where(and(eq(t.employers.creditCode, creditCode), inArray(t.employers.kind, ['agency', 'organisation']), gt(t.employers.verifiedUntil, now)))
    .orderBy(desc(t.employers.verifiedUntil))
    .limit(1)
  return row?.personId ?? null
}

/** False when somebody runs the market already. */
export const insertOperator = async ({ q, t }: Tx, row: typeof t.marketOperators.$inferInsert): Promise<boolean> => {
  const inserted = await q.insert(t.marketOperators).values(row).onConflictDoNothing().returning({ marketId: t.marketOperators.marketId })
  return inserted.length === 1
}

/** Who ran it until now; null when nobody did. */
export const endOperator = async ({ q, t }: Tx, marketId: string, now: number): Promise<string | null> => {
  const [ended] = await q
    .update(t.marketOperators)
    .set({ untilAt: now })
    .where(and(eq(t.marketOperators.marketId, marketId), isNull(t.marketOperators.untilAt)))
    .returning({ employerId: t.marketOperators.employerId })
  return ended?.employerId ?? null
}
