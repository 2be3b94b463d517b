import type { Case } from '@market/shared/cases/cases.contract'
import type { Overview } from '@market/shared/monitor/monitor.contract'
import type { Me } from '@market/shared/session/session.contract'
import { useRead, type Reading } from '../../client/use-read'

export type ManagerHome = {
  /** The market, where somebody answers for a single one; null where there are several. */
  marketId: string | null
  overview: Reading<Overview>
  queue: Reading<{ cases: Case[]; overdue: number }>
}

export function useManagerHome(me: Me): ManagerHome {
  const [only, ...others] = [...new Set(me.grants.map(({ marketId }) => marketId))]
  return {
    marketId: others.length === 0 ? (only ?? null) : null,
    overview: useRead('GET /api/overview', {}),
    queue: useRead('GET /api/cases', {}),
  }
}
