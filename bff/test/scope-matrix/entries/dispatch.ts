import { dispatchEndpoints, type DispatchHead } from '@market/shared/dispatch/dispatch.contract'
import { post, unloading } from '../../support/journey'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'
import { present } from './check-in'

/** Nothing proposed, somebody present, and a place free in the day. */
async function ready(place: Place, world: World): Promise<void> {
  const { dispatch } = await place.people.staff.call(dispatchEndpoints.current, { query: {} })
  if (dispatch?.state === 'proposed') await place.people.staff.call(dispatchEndpoints.drop, { params: { dispatchId: dispatch.id } })
  await present(place, world)
  await post(place.employer, unloading(place.marketId))
}

async function proposed(place: Place, world: World): Promise<DispatchHead> {
  await ready(place, world)
  return place.people.staff.call(dispatchEndpoints.propose, { body: {} })
}

const byId = async (place: Place, world: World) => ({ params: { dispatchId: (await proposed(place, world)).id } })

export const dispatch: EntriesOf<'dispatch'> = {
  'dispatch.propose': {
    about: 'one thing',
    request: async (place, _role, world) => {
      await ready(place, world)
      return { body: { marketId: place.marketId } }
    },
  },
  'dispatch.current': { about: 'one thing', request: async ({ marketId }) => ({ query: { marketId } }) },
  'dispatch.move': {
    about: 'one thing',
    request: async (place, _role, world) => {
      const { id, version } = await proposed(place, world)
      const { dispatch } = await place.people.staff.call(dispatchEndpoints.current, { query: {} })
      const [person] = dispatch === null ? [] : [...dispatch.jobs.flatMap(({ people }) => people), ...dispatch.unplaced]
      return { params: { dispatchId: id }, body: { personId: person?.personId ?? '', jobId: null, version } }
    },
  },
  'dispatch.confirm': {
    about: 'one thing',
    request: async (place, _role, world) => {
      const { id, version } = await proposed(place, world)
      return { params: { dispatchId: id }, body: { version } }
    },
  },
  'dispatch.drop': { about: 'one thing', request: async (place, _role, world) => byId(place, world) },
  'dispatch.again': { about: 'one thing', request: async (place, _role, world) => byId(place, world) },
}
