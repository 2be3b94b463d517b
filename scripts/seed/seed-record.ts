import type { Store, Tx } from '@market/bff/store/store'

/** Which seeds a store has, kept among its counters: `seed:tree` → version, `seed:demo-day` → the day it was made for. */

export async function readSeed(store: Store, name: string): Promise<number | null> {
  const rows = await store.read(({ q, t }) => q.select().from(t.counters))
  return rows.find((row) => row.name === name)?.value ?? null
}

export const hasSeed = async (store: Store, name: string, version: number): Promise<boolean> => ((await readSeed(store, name)) ?? 0) >= version

export async function recordSeed({ q, t }: Tx, name: string, value: number): Promise<void> {
  await q.insert(t.counters).values({ name, value }).onConflictDoUpdate({ target: t.counters.name, set: { value } })
}
