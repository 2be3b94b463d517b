import { and, desc, eq } from 'drizzle-orm'
import type { Tables } from '../../store/schema'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

const mostShown = 200

/** What is written down about one person's training in a scope, latest day first. */
export const trainingsOf = ({ q, t }: Db, personId: string, scope: Scope) =>
  q
    .select({ row: t.staffTrainings, recorderMasked: t.people.nameMasked })
    .from(t.staffTrainings)
    .innerJoin(t.people, eq(t.people.id, t.staffTrainings.recordedBy))
    .where(and(eq(t.staffTrainings.personId, personId), inScope(t.staffTrainings.scopePath, scope)))
    .orderBy(desc(t.staffTrainings.day), desc(t.staffTrainings.id))
    .limit(mostShown)

export const insertTraining = async ({ q, t }: Tx, training: Tables['staffTrainings']['$inferInsert']): Promise<void> => {
  await q.insert(t.staffTrainings).values(training)
}
