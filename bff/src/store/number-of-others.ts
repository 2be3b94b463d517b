import { and, inArray, ne } from 'drizzle-orm'
import { UniqueViolation } from './errors'
import type { Tx } from './store'

/**
 * While several index keys are in use the unique index cannot tell that a number stands there already under an older one: this
 * does, in the write that is to bind it. Nobody writes an older one any more, and two who write the newest at once meet in the index.
 * @param indexes of the number under every key in use
 * @throws UniqueViolation `people_id_number`, as the index would
 */
export async function refuseNumberOfOthers({ q, t }: Tx, personId: string, indexes: readonly string[]): Promise<void> {
  if (indexes.length < 2) return
  const [other] = await q.select({ id: t.people.id }).from(t.people).where(and(inArray(t.people.idNumberIndex, [...indexes]), ne(t.people.id, personId))).limit(1)
  if (other !== undefined) throw new UniqueViolation('OLDER_INDEX_KEY', 'the number stands there under an older index key', 'people', ['id_number_index'], 'people_id_number')
}
