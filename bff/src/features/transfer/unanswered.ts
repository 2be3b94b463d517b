import { minute } from '@market/shared/words/time'
import type { Chore } from '../../feed/chores'
import type { Store } from '../../store/store'
import { lapse } from './transfer.queries'

const batch = 200

/** Offers nobody answered before the bus left, and ways that did not end: both stop being expected. A place at a job stands. */
export const unanswered = ({ store }: { store: Store }): Chore => ({
  name: 'transfers whose time is over',
  everyMs: minute,
  async run(now) {
    for (const was of ['offered', 'moving'] as const) {
      for (let ended = batch; ended === batch; ) {
        ended = await store.write(async (tx) => {
          const lapsed = await lapse(tx, was, now, batch)
          for (const { id, workerId, fromMarketId, toMarketId, groupId, applicationId } of lapsed) {
            await tx.append({ kind: 'transfer.lapsed', subjectId: id, marketId: fromMarketId, at: now, data: { workerId, toMarketId, groupId, was, hasPlace: applicationId !== null } })
          }
          return lapsed.length
        })
      }
    }
  },
})
