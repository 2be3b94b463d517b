import { overlaps } from '@market/shared/apply/apply.rules'
import { answerUntil, askWithin, tellNoPlaceWithin, waitsOn, type NotAskedReason } from '@market/shared/dispatch/dispatch.rules'
import { day, second } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { Chore } from '../../feed/chores'
import type { Follower } from '../../feed/feed'
import type { Store, Tx } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import { presentOf } from './crowd.queries'
import { claimToAsk, claimToTell, findJobHours, findToAsk, otherWorkOf, recordAsked } from './dispatch.queries'

/** Jobs looked for at once. */
const page = 200
/** People told in one write that there is no place for them. */
const toldAtOnce = 200

type ToAsk = Awaited<ReturnType<typeof findToAsk>>[number]

/**
 * Holds the places of a confirmed dispatch for its people: job by job in the order of their ids, each in a small write of its
 * own, so that nobody waits for a thousand offers. Who is told what follows from the offers. What could not be done is written down
 * with the reason. Whoever was there and got no place is told that, once a round. Done right after the confirming; if a server dies in between, the chore finds what is left.
 */
export const asking = ({ store, clock, apply }: { store: Store; clock: Clock; apply: Pick<ApplyService, 'offer'> }): { follower: Follower; chore: Chore } => {
  /** Appends that these people got no place, unless that is old news. */
  const appendNoPlace = async (tx: Tx, { dispatchId, marketId, round, confirmedAt }: ToAsk, personIds: string[], now: number): Promise<void> => {
    if (personIds.length === 0 || confirmedAt === null || confirmedAt + tellNoPlaceWithin < now) return
    await tx.append({ kind: 'dispatch.no_place', subjectId: dispatchId, marketId, at: now, data: { personIds, round } })
  }

  /** Tells some of those who were proposed no job and still wait here; whoever said no to what fits knows it. False when there is nobody left. */
  const tellSome = async (tx: Tx, round: ToAsk, now: number): Promise<boolean> => {
    const claimed = await claimToTell(tx, round.dispatchId, now, toldAtOnce)
    const ids = claimed.flatMap(({ personId, unplaced }) => (unplaced === 'refused_before' ? [] : [personId]))
    if (ids.length > 0) {
      const present = await presentOf(tx, round.marketId, ids, now)
      const busy = new Set((await otherWorkOf(tx, ids, null)).flatMap(({ personId, offered, startsAt, endsAt }) => (offered || (endsAt > now && startsAt < now + day) ? [personId] : [])))
      await appendNoPlace(tx, round, ids.filter((id) => present.has(id) && !busy.has(id)), now)
    }
    return claimed.length === toldAtOnce
  }

  const askAt = async (tx: Tx, round: ToAsk, jobId: string, now: number): Promise<void> => {
    const { dispatchId, marketId } = round
    // The rows are claimed before the job is held; nobody else takes them in another order, for nothing else touches them once it is confirmed.
    const people = await claimToAsk(tx, dispatchId, jobId, now)
    if (people.length === 0) return
    const hours = await findJobHours(tx, jobId)
    const present = await presentOf(tx, marketId, people, now)
    const busy = new Set((await otherWorkOf(tx, people, jobId)).flatMap(({ personId, offered, ...other }) => (offered || overlaps(other, hours) ? [personId] : [])))
    const without: string[] = []
    for (const workerId of people) {
      const kept: NotAskedReason | null = !present.has(workerId) ? 'gone' : busy.has(workerId) ? 'busy' : null
      if (kept !== null) {
        await recordAsked(tx, dispatchId, workerId, { notAsked: kept })
        continue
      }
      const offered = await apply.offer(tx, { jobId, workerId, until: answerUntil(now, hours.startsAt), by: 'dispatch', now })
      await recordAsked(tx, dispatchId, workerId, offered.applicationId === null ? { notAsked: offered.reason } : { applicationId: offered.applicationId })
      if (offered.applicationId === null && waitsOn(offered.reason)) without.push(workerId)
    }
    await appendNoPlace(tx, round, without, now)
  }

  const askAtJob = (round: ToAsk, jobId: string): Promise<void> => store.write((tx) => askAt(tx, round, jobId, clock.now()))

  const askAll = async (): Promise<void> => {
    for (let found = page; found === page; ) {
      const jobs = await store.read((db) => findToAsk(db, clock.now() - askWithin, page))
      found = jobs.length
      // Those who are asked have five minutes: they come first.
      for (const round of jobs) if (round.jobId !== null) await askAtJob(round, round.jobId)
      for (const round of jobs) if (round.jobId === null) while (await store.write((tx) => tellSome(tx, round, clock.now())));
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
