import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { useWhereIAm } from '../jobs/place.store'
import { useEmployerMarket } from '../markets/employer-market'

type Known = { id: string; name: string }
export type ReviewMarket = { market: Known | null; markets: readonly Known[]; choose: (id: string) => void }

/** Enough to find one's own among the nearest. */
const mostShown = 40

/** Whose staff shall look: where one checked in today, else the gate scanned last, else the nearest. */
export function useReviewMarket(): ReviewMarket {
  const [chosen, choose] = useState<string | null>(null)
  const scanned = useEmployerMarket(({ market }) => market)
  const { place } = useWhereIAm()
  const { value: here } = useRead('GET /api/check-ins/current', {})
  const { value: nearest } = useRead('GET /api/markets', { query: { ...(place ?? {}), limit: mostShown } })
  const checkedIn = here?.checkIn ? { id: here.checkIn.marketId, name: here.checkIn.marketName } : null
  const first = [checkedIn, scanned].filter((known): known is Known => known !== null)
  const others = (nearest?.markets ?? []).map(({ market: { id, name } }) => ({ id, name }))
  const markets = [...first, ...others].filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
  return { market: markets.find(({ id }) => id === chosen) ?? markets[0] ?? null, markets, choose }
}
