import { useRead, type Reading } from '../../client/use-read'
import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import type { Match } from '@market/shared/match/match.contract'
import { useWhereIAm } from '../jobs/place.store'
import { useSession } from '../session/session.store'

/** What a registered worker's morning is made of; nothing is asked for anybody else. */
export function useToday(): { checkIn: Reading<{ checkIn: CheckIn | null }>; matches: Reading<{ matches: Match[] }> } {
  const registered = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  const place = useWhereIAm((where) => where.place)
  return {
    checkIn: useRead('GET /api/check-ins/current', registered ? {} : null),
    matches: useRead('GET /api/matches', registered ? (place ? { query: place } : {}) : null),
  }
}
