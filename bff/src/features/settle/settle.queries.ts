import { and, eq, isNull, sql } from 'drizzle-orm'
import type { SettleWay } from '@market/shared/words/lists'
import type { Tx } from '../../store/store'

/** What the employer states; replaces an earlier statement. Gives its round, from 1. */
export const proposeHours = async (
  { q, t }: Tx,
  { applicationId, minutes, amountFen, note, now }: { applicationId: string; minutes: number; amountFen: number; note: string; now: number },
): Promise<number> => {
  const proposal = { minutes, amountFen, proposedNote: note === '' ? null : note, proposedAt: now }
  const [row] = await q
    .insert(t.settlements)
    .values({ applicationId, ...proposal, round: 1 })
    .onConflictDoUpdate({
      target: t.settlements.applicationId,
      set: { ...proposal, disputedReason: null, agreedAt: null, round: sql`${t.settlements.round} + 1` },
    })
    .returning({ round: t.settlements.round })
  return row?.round ?? 1
}

/** Agrees to exactly these figures; false when the employer has stated others. */
export const agreeHours = async ({ q, t }: Tx, applicationId: string, shown: { minutes: number; amountFen: number }, now: number): Promise<boolean> => {
  const { settlements } = t
  const agreed = await q
    .update(settlements)
    .set({ agreedAt: now })
    .where(and(eq(settlements.applicationId, applicationId), eq(settlements.minutes, shown.minutes), eq(settlements.amountFen, shown.amountFen), isNull(settlements.agreedAt)))
    .returning({ applicationId: settlements.applicationId })
  return agreed.length > 0
}

type Changes = { disputedReason?: string | null; paidAt?: number; paidHow?: SettleWay; receivedAt?: number }

/** Notes what became of the settlement; the application's move in the same write has decided that it may. */
export const noteSettlement = async ({ q, t }: Tx, applicationId: string, changes: Changes) => {
  const [row] = await q
    .update(t.settlements)
    .set(changes)
    .where(eq(t.settlements.applicationId, applicationId))
    .returning({ minutes: t.settlements.minutes, amountFen: t.settlements.amountFen, round: t.settlements.round })
  if (!row) throw new Error('an application has come to its settlement without one')
  return row
}
