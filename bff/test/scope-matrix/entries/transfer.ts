import { transferEndpoints } from '@market/shared/transfer/transfer.contract'
import { hour } from '@market/shared/words/time'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'
import { present } from './check-in'

const draft = async (place: Place, world: World) => ({
  marketId: place.marketId,
  toMarketId: (await world.app.market()).marketId,
  numbers: [(await present(place, world)).number],
  seats: 20,
  leavesAt: world.app.clock.now() + hour,
  meetAt: '东门外',
})

export const transfer: EntriesOf<'transfer'> = {
  'transfer.expected': { about: 'one thing', request: async ({ marketId }) => ({ query: { marketId } }) },
  'transfer.board': { about: 'one thing', request: async ({ marketId }) => ({ query: { marketId } }) },
  'transfer.groups': { about: 'one thing', request: async ({ marketId }) => ({ query: { marketId } }) },
  'transfer.openings': { about: 'one thing', request: async ({ marketId }, _role, world) => ({ query: { marketId, toMarketId: (await world.app.market()).marketId } }) },
  'transfer.make_group': { about: 'one thing', request: async (place, _role, world) => ({ body: await draft(place, world) }) },
  'transfer.cancel_group': {
    about: 'one thing',
    request: async (place, _role, world) => ({ params: { groupId: (await place.people.staff.call(transferEndpoints.makeGroup, { body: await draft(place, world) })).id } }),
  },
}
