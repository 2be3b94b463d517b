import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'
import { byPoster } from '../../support/market'

/** Somebody who has come to this market just now. */
export async function present({ gateToken }: Place, { app }: World) {
  const person = await app.person({ worker: {} })
  const { number } = await person.call(checkInEndpoints.create, { body: byPoster(gateToken) })
  return { person, number }
}

export const checkIn: EntriesOf<'check_in'> = {
  'check_in.people': { about: 'one thing', request: async ({ marketId }) => ({ query: { marketId } }) },
  'check_in.note_left': {
    about: 'one thing',
    request: async (place, _role, world) => ({ body: { marketId: place.marketId, personId: (await present(place, world)).person.personId } }),
  },
  'check_in.note_seen': {
    about: 'one thing',
    request: async (place, _role, world) => ({ body: { marketId: place.marketId, personId: (await present(place, world)).person.personId } }),
  },
}
