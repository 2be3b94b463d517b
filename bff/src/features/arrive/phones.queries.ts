import { and, desc, eq, gt, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import { numbersLookedThrough } from '@market/shared/arrive/phones.rules'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

export const marketNameInScope = async ({ q, t: { markets } }: Db, marketId: string, scope: Scope): Promise<string | null> => {
  const [row] = await q.select({ name: markets.name }).from(markets).where(and(eq(markets.id, marketId), inScope(markets.path, scope)))
  return row?.name ?? null
}

/** The newest scan of a phone is the one with its highest number: found by the index, however many there are. */
const newestOf = ({ t: { scans, staffPhones } }: Db, column: 'at' | 'sequence'): SQL =>
  sql`(select ${scans[column]} from ${scans} where ${scans.deviceId} = ${staffPhones.deviceId} and ${scans.sequence} > 0 order by ${scans.sequence} desc limit 1)`

const selectPhones = (db: Db) => {
  const { q, t: { staffPhones, people, markets } } = db
  return q
    .select({
      deviceId: staffPhones.deviceId, nameMasked: people.nameMasked, marketId: staffPhones.marketId, path: markets.path,
      firstAt: staffPhones.firstAt, lastAt: staffPhones.lastAt, revokedAt: staffPhones.revokedAt,
      lastScanAt: sql<number | null>`${newestOf(db, 'at')}`.mapWith((at: unknown) => (at === null ? null : Number(at))),
    })
    .from(staffPhones)
    .innerJoin(people, eq(people.id, staffPhones.personId))
    .innerJoin(markets, eq(markets.id, staffPhones.marketId))
}

export type PhoneRow = Awaited<ReturnType<typeof selectPhones>>[number]

/** Where a phone stands in the list; `outOfUse` 0 or 1. */
export type PhonePlace = { outOfUse: number; lastAt: number; deviceId: string }

/** Those in use first, and of these the one seen last; the order is total. */
export const phonesOfMarket = (db: Db, { marketId, after, limit }: { marketId: string; after?: PhonePlace | undefined; limit: number }): Promise<PhoneRow[]> => {
  const { staffPhones } = db.t
  const outOfUse = sql`case when ${staffPhones.revokedAt} is null then 0 else 1 end`
  const behind = after && or(
    sql`${outOfUse} > ${after.outOfUse}`,
    and(sql`${outOfUse} = ${after.outOfUse}`, or(lt(staffPhones.lastAt, after.lastAt), and(eq(staffPhones.lastAt, after.lastAt), gt(staffPhones.deviceId, after.deviceId)))),
  )
  return selectPhones(db).where(and(eq(staffPhones.marketId, marketId), behind)).orderBy(outOfUse, desc(staffPhones.lastAt), staffPhones.deviceId).limit(limit)
}

export type PhoneGap = { deviceId: string; from: number; to: number }

/** Of the last numbers of these phones those that never came, of all in one look; each phone's in order. */
export const gapsOf = async (db: Db, deviceIds: readonly string[]): Promise<PhoneGap[]> => {
  if (deviceIds.length === 0) return []
  const { q, t: { scans, staffPhones } } = db
  const newest = q
    .select({ deviceId: staffPhones.deviceId, from: sql<number>`${newestOf(db, 'sequence')} - ${numbersLookedThrough}`.as('looked_from') })
    .from(staffPhones)
    .where(inArray(staffPhones.deviceId, [...deviceIds]))
    .as('newest')
  // One bound, so that the index is read from there on and not from the phone's first number.
  const earliest = sql`case when ${newest.from} > 0 then ${newest.from} else 0 end`
  const numbers = q
    .select({
      deviceId: scans.deviceId,
      sequence: scans.sequence,
      before: sql<number>`coalesce(lag(${scans.sequence}) over (partition by ${scans.deviceId} order by ${scans.sequence}), ${earliest})`.as('number_before'),
    })
    .from(newest)
    .innerJoin(scans, and(eq(scans.deviceId, newest.deviceId), sql`${scans.sequence} > ${earliest}`))
    .as('numbers')
  const rows = await q
    .select({ deviceId: numbers.deviceId, before: numbers.before, sequence: numbers.sequence })
    .from(numbers)
    .where(sql`${numbers.sequence} - ${numbers.before} > 1`)
    .orderBy(numbers.deviceId, numbers.sequence)
  return rows.flatMap(({ deviceId, before, sequence }) => (deviceId === null || sequence === null ? [] : [{ deviceId, from: Number(before) + 1, to: sequence - 1 }]))
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
