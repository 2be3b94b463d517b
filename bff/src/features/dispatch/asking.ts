import { overlaps } from '@market/shared/apply/apply.rules'
import { answerUntil, type NotAskedReason } from '@market/shared/dispatch/dispatch.rules'
import { isBusy } from '@market/shared/journey'
import { second } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { Chore } from '../../feed/chores'
import type { Follower } from '../../feed/feed'
import type { Store, Tx } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import { presentOf } from './crowd.queries'
import { claimToAsk, findJobHours, findToAsk, otherWorkOf, recordAsked } from './dispatch.queries'

/** Jobs looked for at once. */
const page = 200

/**
 * Holds the places of a confirmed dispatch for its people: job by job in the order of their ids, each in a small write of its
 * own, so that nobody waits for a thousand offers. Who is told what follows from the offers. What could not be done is written down
 * with the reason. Done right after the confirming; if a server dies in between, the chore finds what is left.
 */
export const asking = ({ store, clock, apply }: { store: Store; clock: Clock; apply: Pick<ApplyService, 'offer'> }): { follower: Follower; chore: Chore } => {
  const askAt = async (tx: Tx, { dispatchId, jobId, marketId }: { dispatchId: string; jobId: string; marketId: string }, now: number): Promise<void> => {
    // The rows are claimed before the job is held; nobody else takes them in another order, for nothing else touches them once it is confirmed.
    const people = await claimToAsk(tx, dispatchId, jobId, now)
    if (people.length === 0) return
    const hours = await findJobHours(tx, jobId)
    const present = await presentOf(tx, marketId, people, now)
    const busy = new Set((await otherWorkOf(tx, people, jobId)).flatMap(({ personId, state, terms }) => (state === 'offered' || (isBusy(state) && overlaps(terms, hours)) ? [personId] : [])))
    for (const workerId of people) {
      const kept: NotAskedReason | null = !present.has(workerId) ? 'gone' : busy.has(workerId) ? 'busy' : null
      if (kept !== null) {
        await recordAsked(tx, dispatchId, workerId, { notAsked: kept })
        continue
      }
      const offered = await apply.offer(tx, { jobId, workerId, until: answerUntil(now, hours.startsAt), by: 'dispatch', now })
      await recordAsked(tx, dispatchId, workerId, offered.applicationId === null ? { notAsked: offered.reason } : { applicationId: offered.applicationId })
    }
  }

  const askAll = async (): Promise<void> => {
    for (let found = page; found === page; ) {
      const jobs = await store.read((db) => findToAsk(db, page))
      found = jobs.length
      for (const { dispatchId, jobId, marketId } of jobs) if (jobId !== null) await store.write((tx) => askAt(tx, { dispatchId, jobId, marketId }, clock.now()))
    }
  }

  let confirmed = false
  return {
    follower: {
      name: 'dispatch-asking',
      on(event) {
        if (event.kind === 'dispatch.confirmed') confirmed = true
        return Promise.resolve()
      },
      async after() {
        if (!confirmed) return
        confirmed = false
        await askAll()
      },
      async reset() {
        // Nothing is derived: who was asked is a fact, and handling the events again finds nobody who still has to be.
      },
    },
    chore: { name: 'dispatch-asking', everyMs: 3 * second, run: askAll },
  }
}
