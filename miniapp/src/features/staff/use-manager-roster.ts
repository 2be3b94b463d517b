import { useState } from 'react'
import { useRead } from '../../client/use-read'
import type { ManagerRoster, RosterDays } from './manager-roster'

/** The people of one market over a period. Without a market there is nothing to ask. */
export function useManagerRoster(marketId: string | null): ManagerRoster {
  const [days, choose] = useState<RosterDays>('30')
  const roster = useRead('GET /api/markets/:marketId/roster', marketId === null ? null : { params: { marketId }, query: { days: Number(days) } })
  return { roster, days, choose }
}
