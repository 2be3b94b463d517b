import type { Follower } from '../../feed/feed'
import { arriveAt } from './transfer.queries'

/** Whoever was expected and checks in, or is scanned at the job itself, has arrived: nobody has to say so twice. */
export const arrivedFollower: Follower = {
  name: 'transfer-arrived',
  async on(event, tx) {
    if (event.kind !== 'check_in.recorded' && event.kind !== 'check_in.returned' && event.kind !== 'arrival.confirmed') return
    if (event.marketId === null) return
    const workerId = event.kind === 'arrival.confirmed' ? event.data.workerId : event.data.personId
    // Only who set off before: an old check-in that is handled again ends no way that began after it.
    for (const { id, fromMarketId, toMarketId, groupId } of await arriveAt(tx, workerId, event.marketId, event.at)) {
      await tx.append({ kind: 'transfer.arrived', subjectId: id, marketId: fromMarketId, at: event.at, data: { workerId, toMarketId, groupId } })
    }
  },
  async reset() {
    // Nothing is derived: that somebody arrived is a fact, and handling the events again finds nobody on the way.
  },
}
