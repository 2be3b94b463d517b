import { sql } from 'drizzle-orm'
import { marketDay } from '@market/shared/words/time'
import type { StoredEvent } from '../../feed/events'
import type { Follower } from '../../feed/feed'

type Counted = { checkedIn?: 1; applied?: 1; signed?: 1; arrived?: 1; settled?: 1; wagesFen?: number }

/** What an event adds to its market's day; null when nothing. Facts are counted as they happen: a later withdrawal takes nothing back. */
function countedOf(event: StoredEvent): Counted | null {
  switch (event.kind) {
    case 'check_in.recorded':
      return { checkedIn: 1 }
    case 'application.applied':
      return { applied: 1 }
    case 'agreement.sealed':
      return { signed: 1 }
    case 'arrival.confirmed':
      return { arrived: 1 }
    case 'payment.confirmed':
      return { settled: 1, wagesFen: event.data.amountFen }
    default:
      return null
  }
}

const dayOf = (event: StoredEvent): string => (event.kind === 'check_in.recorded' ? event.data.day : marketDay(event.at))

/** Each market's figures of each day, added up from the events: never typed in, and the same when added up again. */
export const marketDaysFollower: Follower = {
  name: 'market-days',
  async on(event, { q, t: { marketDays } }) {
    const counted = countedOf(event)
    if (counted === null || event.marketId === null) return
    const { checkedIn = 0, applied = 0, signed = 0, arrived = 0, settled = 0, wagesFen = 0 } = counted
    await q
      .insert(marketDays)
      .values({ marketId: event.marketId, day: dayOf(event), checkedIn, applied, signed, arrived, settled, wagesFen })
      .onConflictDoUpdate({
        target: [marketDays.marketId, marketDays.day],
        set: {
          checkedIn: sql`${marketDays.checkedIn} + ${checkedIn}`,
          applied: sql`${marketDays.applied} + ${applied}`,
          signed: sql`${marketDays.signed} + ${signed}`,
          arrived: sql`${marketDays.arrived} + ${arrived}`,
          settled: sql`${marketDays.settled} + ${settled}`,
          wagesFen: sql`${marketDays.wagesFen} + ${wagesFen}`,
        },
      })
  },
  async reset({ q, t: { marketDays } }) {
    await q.delete(marketDays)
  },
}
