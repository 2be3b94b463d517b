import type { Application } from '@market/shared/apply/apply.contract'
import { useRead, type Reading } from '../../client/use-read'
import { useSession } from '../session/session.store'

/** The worker's own applications; nothing is asked for whoever is not registered. */
export function useApplications(): Reading<{ applications: Application[] }> {
  const registered = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  return useRead('GET /api/applications', registered ? {} : null)
}
