import { leavesForWork } from '@market/shared/check-in/check-in.rules'
import type { Follower } from '../../feed/feed'
import { startOfWork } from './check-in.queries'
import type { CheckInService } from './check-in.service'

/** Whoever has signed work of today is not waiting any more: the number of the present says who can still be hired. */
export const hiredFollower = ({ checkIn }: { checkIn: Pick<CheckInService, 'leaveIn'> }): Follower => ({
  name: 'presence-hired',
  async on(event, tx) {
    if (event.kind !== 'agreement.signed' || !event.data.complete) return
    const startsAt = await startOfWork(tx, event.data.applicationId)
    // Who came after the signing has come to look for more, also when the event is handled late or again.
    if (startsAt !== null && leavesForWork(startsAt, event.at)) await checkIn.leaveIn(tx, event.data.workerId, 'hired', event.at)
  },
  async reset() {
    // Nothing is derived: that somebody left is a fact, and handling the events again finds nobody who is still there.
  },
})
