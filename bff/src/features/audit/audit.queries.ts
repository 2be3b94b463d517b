import type { Tables } from '../../store/schema'
import type { Tx } from '../../store/store'

export const insertEntry = async ({ q, t }: Tx, entry: Tables['auditEntries']['$inferInsert']): Promise<void> => {
  await q.insert(t.auditEntries).values(entry)
}
