import { and, eq, isNull } from 'drizzle-orm'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'

/** False when there was an appeal against the same already. */
export const insertAppeal = async ({ q, t }: Tx, row: Tables['appeals']['$inferInsert']): Promise<boolean> => {
  const inserted = await q.insert(t.appeals).values(row).onConflictDoNothing().returning({ id: t.appeals.id })
  return inserted.length === 1
}

export const findAppeal = async ({ q, t }: Db, id: string) => {
  const [row] = await q.select().from(t.appeals).where(eq(t.appeals.id, id))
  return row ?? null
}

/** False when it was decided meanwhile. */
export const decideAppeal = async ({ q, t }: Tx, id: string, decision: { decidedAt: number; decidedBy: string; upheld: boolean; answer: string }): Promise<boolean> => {
  const decided = await q.update(t.appeals).set(decision).where(and(eq(t.appeals.id, id), isNull(t.appeals.decidedAt))).returning({ id: t.appeals.id })
  return decided.length === 1
}
