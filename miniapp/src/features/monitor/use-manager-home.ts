import type { Case } from '@market/shared/cases/cases.contract'
import type { MarketToday } from '@market/shared/markets/markets.contract'
import type { Me } from '@market/shared/session/session.contract'
import { useRead, type Reading } from '../../client/use-read'
import { usePageParams } from '../../platform/navigation'

export type ManagerHome = {
  /** The market that is looked at; null where somebody answers for several and has chosen none. */
  marketId: string | null
  today: Reading<MarketToday>
  queue: Reading<{ cases: Case[]; overdue: number }>
}

/** The only market somebody answers for, or the one they chose. */
export function useManagerHome(me: Me): ManagerHome {
  const chosen = usePageParams().marketId
  const [only, ...others] = [...new Set(me.grants.map(({ marketId }) => marketId))]
  const marketId = chosen ?? (others.length === 0 ? (only ?? null) : null)
  const today = useRead('GET /api/markets/:marketId/today', marketId === null ? null : { params: { marketId } })
  const queue = useRead('GET /api/cases', {})
  return { marketId, today, queue }
}
