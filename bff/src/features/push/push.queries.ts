import { and, desc, eq, gt, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import { usualSettings, type PushSettings, type PushTemplate } from '@market/shared/push/push.rules'
import type { Place } from '@market/shared/markets/markets.rules'
import { isPresent } from '../../store/presence'
import type { Db, Tx } from '../../store/store'
import { cellOf } from './cells'

/** More than anybody needs; WeChat itself counts too. */
const mostConsents = 100

/** What each of these people chose; who chose nothing is missing. */
export const findSettings = async ({ q, t }: Db, personIds: readonly string[]): Promise<Map<string, PushSettings>> => {
  const rows = personIds.length === 0 ? [] : await q.select().from(t.pushSettings).where(inArray(t.pushSettings.personId, [...personIds]))
  return new Map(rows.map(({ personId, mostPerDay, quietFrom: from, quietUntil: until }) => [personId, { mostPerDay, quiet: from === null || until === null ? null : { from, until } }]))
}

export const settingsOf = async (db: Db, personId: string): Promise<PushSettings> => (await findSettings(db, [personId])).get(personId) ?? usualSettings

export const putSettings = async ({ q, t }: Tx, personId: string, { mostPerDay, quiet }: PushSettings, now: number): Promise<void> => {
  const chosen = { mostPerDay, quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null, updatedAt: now }
  await q.insert(t.pushSettings).values({ personId, ...chosen }).onConflictDoUpdate({ target: t.pushSettings.personId, set: chosen })
}

export const consentsOf = async ({ q, t }: Db, personId: string): Promise<Map<PushTemplate, number>> => {
  const rows = await q.select({ template: t.pushConsents.template, left: t.pushConsents.left }).from(t.pushConsents).where(eq(t.pushConsents.personId, personId))
  return new Map(rows.map(({ template, left }) => [template, left]))
}

export const addConsent = async ({ q, t }: Tx, personId: string, template: PushTemplate, now: number): Promise<void> => {
  const { pushConsents } = t
  await q.insert(pushConsents).values({ personId, template, left: 1, updatedAt: now }).onConflictDoUpdate({
    target: [pushConsents.personId, pushConsents.template],
    set: { left: sql`${pushConsents.left} + 1`, updatedAt: now },
    setWhere: sql`${pushConsents.left} < ${mostConsents}`,
  })
}

/** Takes one; false when none is left. */
export const takeConsent = async ({ q, t }: Tx, personId: string, template: PushTemplate, now: number): Promise<boolean> => {
  const { pushConsents } = t
  const taken = await q.update(pushConsents).set({ left: sql`${pushConsents.left} - 1`, updatedAt: now })
    .where(and(eq(pushConsents.personId, personId), eq(pushConsents.template, template), gt(pushConsents.left, 0)))
    .returning({ left: pushConsents.left })
  return taken.length > 0
}

/** Gives one back that was taken and surely not used. */
export const giveBackConsent = async ({ q, t }: Tx, personId: string, template: PushTemplate, now: number): Promise<void> => {
  const { pushConsents } = t
  await q.update(pushConsents).set({ left: sql`${pushConsents.left} + 1`, updatedAt: now }).where(and(eq(pushConsents.personId, personId), eq(pushConsents.template, template)))
}

/** WeChat lets nothing of this template through any more. */
export const dropConsents = async ({ q, t }: Tx, personId: string, template: PushTemplate, now: number): Promise<void> => {
  await q.update(t.pushConsents).set({ left: 0, updatedAt: now }).where(and(eq(t.pushConsents.personId, personId), eq(t.pushConsents.template, template)))
}

/** Where a worker was last seen: where they are, whenever they first came there that day, or else at the market of the latest check-in after `since`. */
export const lastSeen = async ({ q, t }: Db, personId: string, since: number): Promise<(Place & { seenAt: number }) | null> => {
  const [row] = await q
    .select({ lat: t.markets.lat, lng: t.markets.lng, seenAt: t.checkIns.at })
    .from(t.checkIns)
    .innerJoin(t.markets, eq(t.markets.id, t.checkIns.marketId))
    .where(and(eq(t.checkIns.personId, personId), gt(t.checkIns.at, since)))
    .orderBy(desc(isNull(t.checkIns.leftAt)), desc(t.checkIns.at))
    .limit(1)
  return row ?? null
}

/** Notes where a worker was seen, for each of their trades; an older sighting changes nothing. */
export const putSeeker = async ({ q, t }: Tx, personId: string, { lat, lng, seenAt }: Place & { seenAt: number }): Promise<void> => {
  const { pushSeekers } = t
  const rows = await q.select({ trade: t.workerTrades.trade }).from(t.workerTrades).where(eq(t.workerTrades.personId, personId))
  const trades = rows.map(({ trade }) => trade)
  await q.delete(pushSeekers).where(and(eq(pushSeekers.personId, personId), trades.length === 0 ? undefined : notInArray(pushSeekers.trade, trades)))
  if (trades.length === 0) return
  const place = { cell: cellOf({ lat, lng }), lat, lng, seenAt }
  await q.insert(pushSeekers).values(trades.map((trade) => ({ personId, trade, ...place }))).onConflictDoUpdate({
    target: [pushSeekers.personId, pushSeekers.trade], set: place, setWhere: sql`${pushSeekers.seenAt} <= ${seenAt}`,
  })
}

export const removeSeeker = async ({ q, t }: Tx, personId: string): Promise<void> => {
  await q.delete(t.pushSeekers).where(eq(t.pushSeekers.personId, personId))
}

/** Whether the person is at a market at `now`. */
export const isAtMarket = async ({ q, t }: Db, personId: string, now: number): Promise<boolean> =>
  (await q.$count(t.checkIns, and(eq(t.checkIns.personId, personId), isPresent(t.checkIns, now)))) > 0
