import { and, desc, eq, lte } from 'drizzle-orm'
import type { Db } from '../../store/store'

/** Deeper than any tree of regions is: province, city, county, street. */
const levels = 6

/**
 * The hourly minimum wage in fen that applies at a market at an instant (UTC ms): that of its region's tier or,
 * where the tier has not been confirmed, of the nearest region above that has one. When none has, the highest of all
 * tiers applies: a worker must not be paid too little because a table is incomplete.
 * @throws Error when no minimum wage at all is known for that time: postings must not go unchecked
 */
export async function minimumHourlyFen(db: Db, marketId: string, at: number): Promise<number> {
  const tier = await wageTier(db, marketId)
  const wages = await db.q
    .select({ tier: db.t.minimumWages.regionTier, hourlyFen: db.t.minimumWages.hourlyFen })
    .from(db.t.minimumWages)
    .where(and(lte(db.t.minimumWages.effectiveFrom, at), tier === null ? undefined : eq(db.t.minimumWages.regionTier, tier)))
    .orderBy(desc(db.t.minimumWages.effectiveFrom))
  // Newest first, so the first of each tier is the one in force.
  const inForce = new Map<number, number>()
  for (const wage of wages) if (!inForce.has(wage.tier)) inForce.set(wage.tier, wage.hourlyFen)
  if (inForce.size === 0) throw new Error('no minimum wage is recorded for the market and time of a job')
  return Math.max(...inForce.values())
}

type Region = { parentCode: string | null; wageTier: number | null }

async function wageTier({ q, t }: Db, marketId: string): Promise<number | null> {
  const columns = { parentCode: t.regions.parentCode, wageTier: t.regions.wageTier }
  let found: Region[] = await q
    .select(columns)
    .from(t.regions)
    .innerJoin(t.markets, eq(t.markets.regionCode, t.regions.code))
    .where(eq(t.markets.id, marketId))
  for (let level = 0; level < levels; level += 1) {
    const region = found[0]
    if (region === undefined || region.parentCode === null || region.wageTier !== null) return region?.wageTier ?? null
    found = await q.select(columns).from(t.regions).where(eq(t.regions.code, region.parentCode))
  }
  return null
}
