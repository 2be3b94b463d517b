import { sql } from 'drizzle-orm'
import type { MarketProfile } from '@market/shared/markets/market-profile'
import type { MarketKind } from '@market/shared/words/lists'
import type { AnyColumn, Columns } from '../columns'

/** Regions, markets, their gates and the codes that are printed. */
export function placesTables(c: Columns) {
  const regions = c.table('regions', {
    /** GB/T 2260 code; of a street or village the longer code that begins with its county's. */
    code: c.id().primaryKey(),
    parentCode: c.id().references((): AnyColumn => regions.code),
    kind: c.text<'province' | 'city' | 'county' | 'street' | 'village'>().notNull(),
    name: c.text().notNull(),
    /** The codes from the province down to this region between slashes, `/41/4103/410311/`: what a scope is compared with. */
    path: c.text().notNull().default(''),
    /** The tier of the minimum wage that applies here (1–3); null where it has not been confirmed. */
    wageTier: c.integer(),
  }, (t) => [c.index('regions_parent').on(t.parentCode), c.index('regions_path').on(t.path)])

  const minimumWages = c.table('minimum_wages', {
    regionTier: c.integer().notNull(),
    effectiveFrom: c.instant().notNull(),
    monthlyFen: c.fen().notNull(),
    hourlyFen: c.fen().notNull(),
    /** The document that set it. */
    source: c.text().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.regionTier, t.effectiveFrom] })])

  const markets = c.table('markets', {
    id: c.id().primaryKey(),
    kind: c.text<MarketKind>().notNull(),
    level: c.text<'province' | 'city' | 'county' | 'street' | 'village'>().notNull(),
    name: c.text().notNull(),
    /** What a specialised market is for, as it stands in its name. */
    specialty: c.text(),
    regionCode: c.id().notNull().references(() => regions.code),
    parentId: c.id().references((): AnyColumn => markets.id),
    /** The region's path with the market's own id behind it: a grant covers every market whose path begins with its own. */
    path: c.text().notNull().default(''),
    address: c.text().notNull(),
    lat: c.real().notNull(),
    lng: c.real().notNull(),
    /** 'HH:mm', Asia/Shanghai. */
    opensAt: c.text().notNull(),
    closesAt: c.text().notNull(),
    hotline: c.text(),
    complaintPhone: c.text(),
    /** Radius of the circle around the place inside which somebody is at the market; null where none is drawn. */
    fenceMetres: c.integer(),
    /** How many people the venue may hold at once; null where nobody has said. */
    safeCapacity: c.integer(),
    profile: c.json<MarketProfile | null>(),
    /** Grows with each change of the profile: of two managers who edit at once the second is told. */
    version: c.integer().notNull().default(1),
    closedAt: c.instant(),
    demo: c.boolean().notNull().default(false),
  }, (t) => [
    c.uniqueIndex('markets_name').on(t.name),
    c.index('markets_region').on(t.regionCode),
    c.index('markets_parent').on(t.parentId),
    c.index('markets_path').on(t.path),
  ])

  const gates = c.table('gates', {
    id: c.id().primaryKey(),
    marketId: c.id().notNull().references(() => markets.id),
    name: c.text().notNull(),
    createdAt: c.instant().notNull(),
    revokedAt: c.instant(),
  }, (t) => [c.index('gates_market').on(t.marketId), c.uniqueIndex('gates_name').on(t.marketId, t.name).where(sql`${t.revokedAt} is null`)])

  const codes = c.table('codes', {
    /** What is printed after `/q/`. */
    token: c.id().primaryKey(),
    kind: c.text<'gate' | 'job' | 'person' | 'crew' | 'agreement' | 'screen'>().notNull(),
    /** A gate's, a job's, a person's, a crew's or an agreement's id, by `kind`; of a screen that of its gate. */
    targetId: c.id().notNull(),
    createdAt: c.instant().notNull(),
    revokedAt: c.instant(),
  }, (t) => [c.index('codes_target').on(t.kind, t.targetId)])
  return { regions, minimumWages, markets, gates, codes }
}

export type Places = ReturnType<typeof placesTables>
