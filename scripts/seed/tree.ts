import { makePrintedToken } from '@market/bff/features/scan/codes'
import type { Store, Tx } from '@market/bff/store/store'
import { uuidv7 } from 'uuidv7'
import { marketNodes, type MarketNode } from './market-nodes'
import { henanRegions, type Region } from './regions'
import { hasSeed, recordSeed } from './seed-record'
import { minimumWages } from './wages'

/** Grows when the tree below changes; a store that has this version is left alone, an older one gets what is new. */
const version = 2
const seedName = 'seed:tree'

/** Rows of one write: with six values each below what either engine takes in one statement, and short enough to be waited for. */
const regionsAtOnce = 2000

export type TreeOptions = { now: number; codeKey: Uint8Array; note?: (text: string) => void }

/**
 * Writes Henan's regions down to the villages, minimum wages, markets, gates and printed codes, once. Rows that are there stay as
 * they are, as a market's manager may have corrected them; only what an older version of the tree did not know is filled in.
 * A run that was cut off is done again from the start and changes nothing that it had finished.
 * @param options.codeKey the key printed codes are made with
 */
export async function seedTree(store: Store, { now, codeKey, note = () => undefined }: TreeOptions): Promise<void> {
  if (await hasSeed(store, seedName, version)) return
  const regions = henanRegions()
  await writeRegions(store, regions, note)
  const nodes = marketNodes(regions)
  await store.write(async (tx) => {
    await tx.q.insert(tx.t.minimumWages).values([...minimumWages]).onConflictDoNothing()
    await writeMarkets(tx, nodes, { now, codeKey })
    await moveGrants(tx)
    await recordSeed(tx, seedName, version)
  })
}

async function writeRegions(store: Store, regions: readonly Region[], note: (text: string) => void): Promise<void> {
  const known = new Set((await store.read(({ q, t }) => q.select({ code: t.regions.code }).from(t.regions))).map(({ code }) => code))
  const missing = regions.filter(({ code }) => !known.has(code))
  for (let from = 0; from < missing.length; from += regionsAtOnce) {
    await store.write(async ({ q, t }) => {
      await q.insert(t.regions).values(missing.slice(from, from + regionsAtOnce)).onConflictDoNothing()
    })
    note(`${Math.min(missing.length, from + regionsAtOnce)} / ${missing.length}`)
  }
}

async function writeMarkets(tx: Tx, nodes: readonly MarketNode[], { now, codeKey }: { now: number; codeKey: Uint8Array }): Promise<void> {
  const { q, t } = tx
  const present = new Map((await q.select().from(t.markets)).map((market) => [market.name, market]))
  const idOf = (name: string | null): string | null => (name === null ? null : (present.get(name)?.id ?? null))
  for (const { market, regionPath, parentName, gates } of nodes) {
    const before = present.get(market.name)
    if (before !== undefined) {
      if (before.profile === null) await bringUpToDate(tx, before, { ...market, path: `${regionPath}${before.id}/` })
      continue
    }
    const id = uuidv7()
    const [written] = await q.insert(t.markets).values({ ...market, id, path: `${regionPath}${id}/`, parentId: idOf(parentName) }).returning()
    if (written !== undefined) present.set(market.name, written)
    for (const name of gates) {
      const gateId = uuidv7()
      await q.insert(t.gates).values({ id: gateId, marketId: id, name, createdAt: now })
      await q.insert(t.codes).values({ token: makePrintedToken('gate', codeKey), kind: 'gate', targetId: gateId, createdAt: now })
    }
  }
}

type MarketRow = Tx['t']['markets']['$inferSelect']

/** A market of the first version of the tree knew no fence, no capacity and no profile, and a station stood in its county. */
async function bringUpToDate({ q, t }: Tx, before: MarketRow, node: MarketNode['market'] & { path: string }): Promise<void> {
  const changes = {
    path: node.path,
    regionCode: node.regionCode,
    fenceMetres: before.fenceMetres ?? node.fenceMetres,
    safeCapacity: before.safeCapacity ?? node.safeCapacity,
    profile: node.profile,
  }
  await q.insert(t.markets).values({ ...before, ...changes }).onConflictDoUpdate({ target: t.markets.id, set: changes })
}

/** Where a station moved down to its street, the grants for it move along. */
async function moveGrants({ q, t }: Tx): Promise<void> {
  const pathOf = new Map((await q.select().from(t.markets)).map(({ id, path }) => [id, path]))
  for (const grant of await q.select().from(t.grants)) {
    const scopePath = grant.marketId === null ? undefined : pathOf.get(grant.marketId)
    if (scopePath === undefined || grant.scopePath === scopePath) continue
    await q.insert(t.grants).values({ ...grant, scopePath }).onConflictDoUpdate({ target: t.grants.id, set: { scopePath } })
  }
}
