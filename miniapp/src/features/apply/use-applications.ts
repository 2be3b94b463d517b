import type { Application } from '@market/shared/apply/apply.contract'
import { ownThingsMs, useKeptFresh } from '../../client/use-kept-fresh'
import { useRead, type Reading } from '../../client/use-read'
import { useReloadAt } from '../../client/use-reload-at'
import { useSession } from '../session/session.store'

/**
 * The worker's own applications, kept fresh where they are looked at: a place may be held for them at any minute, and a clock
 * runs out by itself. Nothing is asked for whoever is not registered.
 */
export function useApplications(): Reading<{ applications: Application[] }> {
  const registered = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  const reading = useRead('GET /api/applications', registered ? {} : null)
  useKeptFresh(reading, registered ? ownThingsMs : null)
  const held = reading.value?.applications.flatMap(({ offerUntil }) => (offerUntil !== null && offerUntil > Date.now() ? [offerUntil] : [])) ?? []
  useReloadAt(reading, held.length === 0 ? null : Math.min(...held))
  return reading
}
