import { sql } from 'drizzle-orm'
import { paidInTime } from '@market/shared/match/facts'
import type { Tx } from '../../store/store'
import type { Follower } from '../../feed/feed'
import type { ApplyService } from '../apply/apply.service'
import { paidAtOf } from './employer-records.queries'

const count = async ({ q, t: { employerRecords: records } }: Tx, employerId: string, what: 'settled' | 'broken', at: number): Promise<void> => {
  await q
    .insert(records)
    .values({ employerId, [what]: 1, updatedAt: at })
    .onConflictDoUpdate({ target: records.employerId, set: { [what]: sql`${records[what]} + 1`, updatedAt: at } })
}

/**
 * Each employer's record, added up from the events. Hours that were argued about do not count: to disagree and to agree
 * then is what that step is for.
 */
export const employerRecordsFollower = ({ apply }: { apply: Pick<ApplyService, 'factsOf'> }): Follower => ({
  name: 'employer-records',
  async on(event, tx) {
    if (event.kind === 'payment.disputed') return count(tx, event.data.employerId, 'broken', event.at)
    if (event.kind === 'application.cancelled' && event.data.by === 'employer') return count(tx, event.data.employerId, 'broken', event.at)
    if (event.kind !== 'payment.confirmed') return
    // Nothing leads out of `settled`: what is read now is what will be read when the events are counted again.
    const facts = await apply.factsOf(tx, event.subjectId)
    const paidAt = await paidAtOf(tx, event.subjectId)
    if (facts === null || paidAt === null) return
    await count(tx, event.data.employerId, paidInTime(facts.terms, paidAt) ? 'settled' : 'broken', event.at)
  },
  async reset({ q, t }) {
    await q.delete(t.employerRecords)
  },
})
