import { expect } from 'vitest'
import type { TestApp } from '../support/app'
import { rowsOf } from '../support/rows-of-all-tables'

export type Watch = {
  /** Before a call: nothing from before is still on its way. */
  begin(): Promise<void>
  /** After a refusal. @param but tables that it may have left something in */
  assertUnchanged(but: readonly string[]): Promise<void>
}

/**
 * Holds every row against what it was before a call. Rows are only read again after a write was committed: all of them
 * go through `store.write`, so that a call without one has changed nothing.
 */
export function watchWrites({ store, feed }: TestApp): Watch {
  let writes = 0
  let before: { rows: Awaited<ReturnType<typeof rowsOf>>; writes: number } | null = null
  const write = store.write.bind(store)
  store.write = async (effect) => {
    const result = await write(effect)
    writes += 1
    return result
  }
  /** Followers write, and some have more to write then. */
  const settled = async (): Promise<void> => {
    for (let seen = -1; seen !== writes;) {
      seen = writes
      await feed.caughtUp()
      await new Promise(setImmediate)
    }
  }
  return {
    async begin() {
      if (before?.writes === writes) return
      await settled()
      before = { rows: await rowsOf(store), writes }
    },
    async assertUnchanged(but) {
      if (before === null || before.writes === writes) return
      await settled()
      const after = await rowsOf(store)
      const tables = Object.keys(after).filter((table) => !but.includes(table))
      const changed = tables.filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before?.rows[table]))
      expect(Object.fromEntries(changed.map((table) => [table, after[table]]))).toEqual(Object.fromEntries(changed.map((table) => [table, before?.rows[table]])))
    },
  }
}
