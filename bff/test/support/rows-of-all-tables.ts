import type { Store } from '../../src/store/store'

/** Every row of every table, to show that something changed nothing. */
export const rowsOf = (store: Store): Promise<Record<string, unknown[]>> =>
  store.read(async ({ q, t }) => {
    const tables = Object.entries(t).map(async ([name, table]) => [name, (await q.select().from(table as typeof t.events)).map((row) => JSON.stringify(row)).sort()] as const)
    return Object.fromEntries(await Promise.all(tables))
  })
