import type { Store } from '../../src/store/store'

/** Every row of every table, to show that something changed nothing. */
export const rowsOf = (store: Store): Promise<Record<string, unknown[]>> =>
  store.read(async ({ q, t }) => {
    const tables = Object.entries(t).map(async ([name, table]) => [name, (await q.select().from(table as typeof t.events)).map((row) => JSON.stringify(row)).sort()] as const)
    return Object.fromEntries(await Promise.all(tables))
  })

/** The same without how often somebody had a name and a number checked today: each check counts, whatever comes of it. */
export const rowsBesideChecks = async (store: Store): Promise<Record<string, unknown[]>> => {
  const { counters = [], ...rows } = await rowsOf(store)
  return { ...rows, counters: counters.filter((row) => !String(row).includes('"identity-checks:')) }
}
