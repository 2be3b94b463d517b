import { eq } from 'drizzle-orm'
import type { Db } from '../../store/store'

export const findCode = async ({ q, t }: Db, token: string) => {
  const [row] = await q
    .select({ kind: t.codes.kind, targetId: t.codes.targetId, revokedAt: t.codes.revokedAt })
    .from(t.codes)
    .where(eq(t.codes.token, token))
  return row ?? null
}

/** A gate with its market's name, point on the map, range and hours. */
export const findGate = async ({ q, t }: Db, gateId: string) => {
  const [row] = await q
    .select({
      gateId: t.gates.id,
      gateName: t.gates.name,
      revokedAt: t.gates.revokedAt,
      marketId: t.markets.id,
      marketName: t.markets.name,
      lat: t.markets.lat,
      lng: t.markets.lng,
      fenceMetres: t.markets.fenceMetres,
      opensAt: t.markets.opensAt,
      closesAt: t.markets.closesAt,
    })
    .from(t.gates)
    .innerJoin(t.markets, eq(t.markets.id, t.gates.marketId))
    .where(eq(t.gates.id, gateId))
  return row ?? null
}
