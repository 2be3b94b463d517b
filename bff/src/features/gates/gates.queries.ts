import { and, asc, count, desc, eq, inArray, isNotNull, isNull, max } from 'drizzle-orm'
import { inScope, type Scope } from '../../store/scope'
import type { Db, Tx } from '../../store/store'

export type MarketRow = { id: string; name: string; path: string; hotline: string | null; closedAt: number | null }

export const findMarketInScope = async ({ q, t }: Db, marketId: string, scope: Scope): Promise<MarketRow | null> => {
  const [row] = await q
    .select({ id: t.markets.id, name: t.markets.name, path: t.markets.path, hotline: t.markets.hotline, closedAt: t.markets.closedAt })
    .from(t.markets)
    .where(and(eq(t.markets.id, marketId), inScope(t.markets.path, scope)))
  return row ?? null
}

const selectGates = ({ q, t }: Db) =>
  q
    .select({ id: t.gates.id, name: t.gates.name, createdAt: t.gates.createdAt, marketId: t.markets.id, marketName: t.markets.name, path: t.markets.path, hotline: t.markets.hotline })
    .from(t.gates)
    .innerJoin(t.markets, eq(t.markets.id, t.gates.marketId))

export type GateRow = Awaited<ReturnType<typeof selectGates>>[number]

/** A gate that stands, in scope. */
export const findGateInScope = async (db: Db, gateId: string, scope: Scope): Promise<GateRow | null> => {
  const { t } = db
  const [row] = await selectGates(db).where(and(eq(t.gates.id, gateId), isNull(t.gates.revokedAt), inScope(t.markets.path, scope)))
  return row ?? null
}

/** The gates of a market that stand, oldest first. */
export const gatesOfMarket = async (db: Db, marketId: string): Promise<GateRow[]> => {
  const { t } = db
  return selectGates(db).where(and(eq(t.gates.marketId, marketId), isNull(t.gates.revokedAt))).orderBy(asc(t.gates.createdAt), asc(t.gates.id))
}

export type CodeRow = { token: string; gateId: string; createdAt: number }

/** The standing codes of these gates, newest first. */
export const codesOfGates = async ({ q, t }: Db, gateIds: readonly string[]): Promise<CodeRow[]> =>
  gateIds.length === 0
    ? []
    : q
        .select({ token: t.codes.token, gateId: t.codes.targetId, createdAt: t.codes.createdAt })
        .from(t.codes)
        .where(and(eq(t.codes.kind, 'gate'), inArray(t.codes.targetId, [...gateIds]), isNull(t.codes.revokedAt)))
        .orderBy(desc(t.codes.createdAt), desc(t.codes.token))

/** The standing screens of these gates, newest first. */
export const screensOfGates = async ({ q, t }: Db, gateIds: readonly string[]): Promise<CodeRow[]> =>
  gateIds.length === 0
    ? []
    : q
        .select({ token: t.codes.token, gateId: t.codes.targetId, createdAt: t.codes.createdAt })
        .from(t.codes)
        .where(and(eq(t.codes.kind, 'screen'), inArray(t.codes.targetId, [...gateIds]), isNull(t.codes.revokedAt)))
        .orderBy(desc(t.codes.createdAt), desc(t.codes.token))

/** The gate of a screen with its market's name; each may have been taken out of use. */
export const findScreen = async ({ q, t }: Db, token: string): Promise<{ revokedAt: number | null; gateRevokedAt: number | null; gateName: string; marketName: string } | null> => {
  const [row] = await q
    .select({ revokedAt: t.codes.revokedAt, gateRevokedAt: t.gates.revokedAt, gateName: t.gates.name, marketName: t.markets.name })
    .from(t.codes)
    .innerJoin(t.gates, eq(t.gates.id, t.codes.targetId))
    .innerJoin(t.markets, eq(t.markets.id, t.gates.marketId))
    .where(and(eq(t.codes.token, token), eq(t.codes.kind, 'screen')))
  return row ?? null
}

/** When each of these gates last lost a code. */
export const lastRevocations = async ({ q, t }: Db, gateIds: readonly string[]): Promise<Map<string, number>> => {
  if (gateIds.length === 0) return new Map()
  const rows = await q
    .select({ gateId: t.codes.targetId, at: max(t.codes.revokedAt) })
    .from(t.codes)
    .where(and(eq(t.codes.kind, 'gate'), inArray(t.codes.targetId, [...gateIds]), isNotNull(t.codes.revokedAt)))
    .groupBy(t.codes.targetId)
  return new Map(rows.map(({ gateId, at }) => [gateId, Number(at)]))
}

/**
 * Holds a market for the rest of the write, so that what is read and counted next stays true: a second write that wants
 * it waits on Postgres; on SQLite there is only one at a time.
 */
export const holdMarket = async ({ q, t }: Tx, marketId: string): Promise<void> => {
  await q.update(t.markets).set({ closedAt: t.markets.closedAt }).where(eq(t.markets.id, marketId))
}

export const countGates = async ({ q, t }: Tx, marketId: string): Promise<number> => {
  const [row] = await q.select({ gates: count() }).from(t.gates).where(and(eq(t.gates.marketId, marketId), isNull(t.gates.revokedAt)))
  return row?.gates ?? 0
}

/** @throws UniqueViolation `gates_name` when a standing gate of the market has the name */
export const insertGate = async ({ q, t }: Tx, row: { id: string; marketId: string; name: string; createdAt: number }): Promise<void> => {
  await q.insert(t.gates).values(row)
}

export const insertCode = async ({ q, t }: Tx, row: CodeRow, kind: 'gate' | 'screen' = 'gate'): Promise<void> => {
  await q.insert(t.codes).values({ token: row.token, kind, targetId: row.gateId, createdAt: row.createdAt })
}

/**
 * False when the gate no longer stands. Also holds it, as `holdMarket` does.
 * @throws UniqueViolation `gates_name` when another standing gate of the market has the name
 */
export const nameGate = async ({ q, t }: Tx, gateId: string, name: string): Promise<boolean> => {
  const named = await q.update(t.gates).set({ name }).where(and(eq(t.gates.id, gateId), isNull(t.gates.revokedAt))).returning({ id: t.gates.id })
  return named.length === 1
}

/** False when the gate no longer stands. Its codes go with it. */
export const retireGate = async ({ q, t }: Tx, gateId: string, now: number): Promise<boolean> => {
  const retired = await q.update(t.gates).set({ revokedAt: now }).where(and(eq(t.gates.id, gateId), isNull(t.gates.revokedAt))).returning({ id: t.gates.id })
  await q.update(t.codes).set({ revokedAt: now }).where(and(inArray(t.codes.kind, ['gate', 'screen']), eq(t.codes.targetId, gateId), isNull(t.codes.revokedAt)))
  return retired.length === 1
}

/** False when that gate has no such standing code. */
export const revokeCode = async ({ q, t }: Tx, gateId: string, token: string, now: number, kind: 'gate' | 'screen' = 'gate'): Promise<boolean> => {
  const revoked = await q
    .update(t.codes)
    .set({ revokedAt: now })
    .where(and(eq(t.codes.token, token), eq(t.codes.kind, kind), eq(t.codes.targetId, gateId), isNull(t.codes.revokedAt)))
    .returning({ token: t.codes.token })
  return revoked.length === 1
}

export const findRegionPath = async ({ q, t }: Db, code: string): Promise<string | null> => {
  const [row] = await q.select({ path: t.regions.path }).from(t.regions).where(eq(t.regions.code, code))
  return row?.path ?? null
}

/** Every open market below a path, each standing gate of it and each standing code of that, the newest first; nulls where there is none. */
export const gatesBelow = async ({ q, t }: Db, path: string) =>
  q
    .select({
      gateId: t.gates.id, gateName: t.gates.name, marketName: t.markets.name, hotline: t.markets.hotline, token: t.codes.token, codeMadeAt: t.codes.createdAt,
    })
    .from(t.markets)
    .leftJoin(t.gates, and(eq(t.gates.marketId, t.markets.id), isNull(t.gates.revokedAt)))
    .leftJoin(t.codes, and(eq(t.codes.kind, 'gate'), eq(t.codes.targetId, t.gates.id), isNull(t.codes.revokedAt)))
    .where(and(isNull(t.markets.closedAt), inScope(t.markets.path, [path])))
    .orderBy(asc(t.markets.path), asc(t.gates.createdAt), asc(t.gates.id), desc(t.codes.createdAt), desc(t.codes.token))
