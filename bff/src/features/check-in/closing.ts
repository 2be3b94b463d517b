import { closingAfter } from '@market/shared/check-in/check-in.rules'
import { minute } from '@market/shared/words/time'
import type { Chore } from '../../feed/chores'
import type { Store } from '../../store/store'
import { leaveAll, longestPresent, marketsWithPeople } from './check-in.queries'
import { appendLeft } from './check-in.service'

/** People who leave in one write; a write that waits longer would make others wait. */
const batch = 200

/**
 * At closing time everybody has left, each market at its own. Whoever was left over by a night in which no server ran
 * left when the market closed after them, and not now.
 */
export const closingTime = ({ store }: { store: Store }): Chore => ({
  name: 'closing time of markets',
  everyMs: minute,
  async run(now) {
    for (const { marketId, closesAt, since } of await store.read(marketsWithPeople)) {
      let first = since
      while (closingAfter({ closesAt }, first) <= now) {
        const present = await store.read((db) => longestPresent(db, marketId, batch))
        const [next] = present
        if (next === undefined) break
        first = next.since
        const closing = closingAfter({ closesAt }, first)
        if (closing > now) break
        const ids = present.filter((one) => closingAfter({ closesAt }, one.since) === closing).map(({ id }) => id)
        await store.write(async (tx) => appendLeft(tx, await leaveAll(tx, ids, 'closed', closing), 'closed', closing))
      }
    }
  },
})
