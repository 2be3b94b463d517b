import type { Store } from '../../src/store/store'
import type { TestApp } from './app'

/** Every row of every table, to show that something changed nothing. */
export const rowsOf = (store: Store): Promise<Record<string, unknown[]>> =>
  store.read(async ({ q, t }) => {
    const tables = Object.entries(t).map(async ([name, table]) => [name, (await q.select().from(table as typeof t.events)).map((row) => JSON.stringify(row)).sort()] as const)
    return Object.fromEntries(await Promise.all(tables))
  })

/** The same once everything has followed: some followers append events of their own, which others follow in their turn. */
export async function rowsAtRest({ store, feed }: Pick<TestApp, 'store' | 'feed'>): Promise<Record<string, unknown[]>> {
  for (let followed = -1; ;) {
    const { seq } = await store.events.newest()
    if (seq === followed) return rowsOf(store)
    await feed.caughtUp()
    followed = seq
  }
}

/** The same without how often somebody had a name and a number checked today: each check counts, whatever comes of it. */
export const rowsBesideChecks = async (app: Pick<TestApp, 'store' | 'feed'>): Promise<Record<string, unknown[]>> => {
  const { counters = [], ...rows } = await rowsAtRest(app)
  return { ...rows, counters: counters.filter((row) => !String(row).includes('"identity-checks:')) }
}
