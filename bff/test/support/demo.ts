import { eq, inArray } from 'drizzle-orm'
import type { Store } from '../../src/store/store'

/** Marks people and a market as made up, as the seed does. */
export const markAsDemo = (store: Store, { people, marketId }: { people: readonly string[]; marketId?: string }): Promise<void> =>
  store.write(async ({ q, t }) => {
    if (marketId !== undefined) await q.update(t.markets).set({ demo: true }).where(eq(t.markets.id, marketId))
    await q.update(t.people).set({ demo: true }).where(inArray(t.people.id, [...people]))
  })
