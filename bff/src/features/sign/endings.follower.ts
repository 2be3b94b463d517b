import { and, eq, inArray } from 'drizzle-orm'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import type { AgreementEnd } from '@market/shared/sign/sign.contract'
import type { StoredEvent } from '../../feed/events'
import type { Follower } from '../../feed/feed'
import { sha256 } from './seal-record'

/** How an event ends the agreement of its application; null for one that ends none. */
function endOf(event: StoredEvent): { how: AgreementEnd; amountFen: number | null } | null {
  if (event.kind === 'payment.confirmed') return { how: 'carried_out', amountFen: event.data.amountFen }
  if (event.kind === 'application.cancelled') return { how: `by_${event.data.by}`, amountFen: null }
  return null
}

/**
 * Records how and when a signed agreement came to its end, for the evidence log and for how long it is kept. The reason that
 * somebody gave stays with the application: it may name people, and a record is for ever.
 */
export const endingsFollower: Follower = {
  name: 'agreement-endings',
  async on(event, tx) {
    const end = endOf(event)
    if (end === null || !('workerId' in event.data) || !('employerId' in event.data)) return
    const { q, t } = tx
    const { workerId, employerId } = event.data
    const applicationId = event.subjectId
    // What was cancelled before both had signed was never an agreement.
    const [agreement] = await q.select({ id: t.agreements.id }).from(t.agreements).where(and(eq(t.agreements.applicationId, applicationId), inArray(t.agreements.status, ['signed', 'sealed'])))
    if (agreement === undefined) return
    const record = canonicalJson({ agreementId: agreement.id, applicationId, endedAt: event.at, ...end })
    const recordSha256 = sha256(record)
    const added = await q
      .insert(t.agreementEndings)
      .values({ agreementId: agreement.id, how: end.how, record, sha256: recordSha256, endedAt: event.at })
      .onConflictDoNothing()
      .returning({ agreementId: t.agreementEndings.agreementId })
    if (added.length === 0) return
    await tx.append({ kind: 'agreement.ended', subjectId: agreement.id, marketId: event.marketId, at: event.at, data: { applicationId, workerId, employerId, how: end.how, recordSha256 } })
  },
  async reset() {
    // Nothing is deleted: the record was promised to the evidence log, and handling the events again finds it there.
  },
}
