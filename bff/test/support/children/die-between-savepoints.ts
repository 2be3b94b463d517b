import { openStore } from '../../../src/store/open-store'
import type { Tx } from '../../../src/store/store'
import { childArguments } from '../child'

// One write is committed. Then three wait together; the second kills the process, as `kill -9` would, when the first has
// already released its savepoint.
const store = await openStore(childArguments().config)
const insert = (name: string) => async (tx: Tx) => {
  await tx.q.insert(tx.t.counters).values({ name, value: 1 })
}
await store.write(insert('committed'))
await Promise.all([
  store.write(insert('first of the batch')),
  store.write(async (tx) => {
    await insert('second of the batch')(tx)
    process.kill(process.pid, 'SIGKILL')
    // The signal ends the process before this promise could ever be answered.
    await insert('after the kill')(tx)
  }),
  store.write(insert('third of the batch')),
])
