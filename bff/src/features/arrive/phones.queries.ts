import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

export const marketNameInScope = async ({ q, t: { markets } }: Db, marketId: string, scope: Scope): Promise<string | null> => {
  const [row] = await q.select({ name: markets.name }).from(markets).where(and(eq(markets.id, marketId), inScope(markets.path, scope)))
  return row?.name ?? null
}

const selectPhones = ({ q, t: { staffPhones, people, markets } }: Db) =>
  q
    .select({
      deviceId: staffPhones.deviceId, nameMasked: people.nameMasked, marketId: staffPhones.marketId, path: markets.path,
      firstAt: staffPhones.firstAt, lastAt: staffPhones.lastAt, revokedAt: staffPhones.revokedAt,
    })
    .from(staffPhones)
    .innerJoin(people, eq(people.id, staffPhones.personId))
    .innerJoin(markets, eq(markets.id, staffPhones.marketId))

export type PhoneRow = Awaited<ReturnType<typeof selectPhones>>[number]

/** Those in use first, and of these the one seen last. */
export const phonesOfMarket = (db: Db, marketId: string, most: number): Promise<PhoneRow[]> => {
  const { staffPhones } = db.t
  return selectPhones(db)
    .where(eq(staffPhones.marketId, marketId))
    .orderBy(sql`case when ${staffPhones.revokedAt} is null then 0 else 1 end`, desc(staffPhones.lastAt), staffPhones.deviceId)
    .limit(most)
}

export const findPhoneInScope = async (db: Db, deviceId: string, scope: Scope): Promise<PhoneRow | null> => {
  const [row] = await selectPhones(db).where(and(eq(db.t.staffPhones.deviceId, deviceId), inScope(db.t.markets.path, scope)))
  return row ?? null
}

/** False when somebody was faster, or the phone went on to another market meanwhile. */
export const revokePhone = async ({ q, t: { staffPhones } }: Tx, { deviceId, marketId }: Pick<PhoneRow, 'deviceId' | 'marketId'>, by: string, at: number): Promise<boolean> => {
  const rows = await q
    .update(staffPhones)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(staffPhones.deviceId, deviceId), eq(staffPhones.marketId, marketId), isNull(staffPhones.revokedAt)))
    .returning({ deviceId: staffPhones.deviceId })
  return rows.length === 1
}
