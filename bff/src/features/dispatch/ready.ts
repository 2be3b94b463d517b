import { overlaps } from '@market/shared/apply/apply.rules'
import type { Ready } from '@market/shared/dispatch/dispatch.contract'
import { day } from '@market/shared/words/time'
import type { Db } from '../../store/store'
import { openPlaces } from './crowd.queries'
import { countUnasked, freePlacesOf, hoursPromised } from './ready.queries'

/**
 * What a proposal would be made from now: the places of `openPlaces`, and whoever is present, is not being asked and has not
 * promised the hours of all these jobs. Whether anybody fits is not looked at: that is what the proposal is for.
 */
export async function readyAt(db: Db, marketId: string, now: number): Promise<Ready> {
  const jobIds = await openPlaces(db, marketId, now, now + day)
  const jobs = await freePlacesOf(db, jobIds)
  const promised = jobs.length === 0 ? [] : [...(await hoursPromised(db, marketId, now)).values()]
  const withoutHours = promised.filter((own) => jobs.every((job) => own.some((hours) => overlaps(hours, job)))).length
  return { people: (await countUnasked(db, marketId, now)) - withoutHours, places: jobs.reduce((sum, { places }) => sum + places, 0) }
}
