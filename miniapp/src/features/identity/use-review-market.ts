import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { scrollToId } from '../../platform/scroll'
import { useWhereIAm } from '../jobs/place.store'
import { useEmployerMarket } from '../markets/employer-market'

type Known = { id: string; name: string }
export type ReviewMarket = {
  /** Null until one was chosen, where the phone cannot know which is meant. */
  market: Known | null
  markets: readonly Known[]
  choose: (id: string) => void
  /** Somebody tried to send without having chosen. */
  missing: boolean
  /** The market to send to; without one it is asked for. */
  take: () => Known | null
}

/** Enough to find one's own among the nearest. */
const mostShown = 40

/** Whose staff shall look: where one checked in today, else the gate scanned last, else the nearest. */
export function useReviewMarket(): ReviewMarket {
  const [chosen, choose] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const scanned = useEmployerMarket(({ market }) => market)
  const { place } = useWhereIAm()
  const { value: here } = useRead('GET /api/check-ins/current', {})
  const { value: nearest } = useRead('GET /api/markets', { query: { ...(place ?? {}), limit: mostShown } })
  const checkedIn = here?.checkIn ? { id: here.checkIn.marketId, name: here.checkIn.marketName } : null
  const first = [checkedIn, scanned].filter((known): known is Known => known !== null)
  const others = (nearest?.markets ?? []).map(({ market: { id, name } }) => ({ id, name }))
  const markets = [...first, ...others].filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
  // Nearest means something only where the phone has said where it is.
  const market = markets.find(({ id }) => id === chosen) ?? first[0] ?? (place ? (markets[0] ?? null) : null)
  return {
    market, markets, choose,
    missing: asked && market === null,
    take: () => {
      setAsked(true)
      if (market === null) scrollToId('review-market')
      return market
    },
  }
}
