import { gatesEndpoints } from '@market/shared/gates/gates.contract'
import type { EntriesOf } from '../entry'
import type { Place } from '../world'

let made = 0
const name = (): string => `${made++} 号门`

const gate = async ({ marketId, people }: Place) => {
  const { id: gateId, codes } = await people.manager.call(gatesEndpoints.make, { params: { marketId }, body: { name: name() } })
  return { gateId, token: codes[0]?.token ?? '' }
}
const about = async (place: Place) => ({ params: { gateId: (await gate(place)).gateId } })

export const gates: EntriesOf<'gates'> = {
  'gates.list': { about: 'one thing', request: async ({ marketId }) => ({ params: { marketId } }) },
  'gates.show': { about: 'one thing', request: async ({ gateId }) => ({ params: { gateId } }) },
  'gates.make': { about: 'one thing', request: async ({ marketId }) => ({ params: { marketId }, body: { name: name() } }) },
  'gates.rename': { about: 'one thing', request: async (place) => ({ ...(await about(place)), body: { name: name() } }) },
  'gates.retire': { about: 'one thing', request: async (place) => ({ ...(await about(place)), body: { reason: 'gate_closed' } }) },
  'gates.make_code': { about: 'one thing', request: about },
  'gates.revoke_code': {
    about: 'one thing',
    request: async (place) => {
      const { gateId, token } = await gate(place)
      return { params: { gateId }, body: { token, reason: 'lost' } }
    },
  },
  'gates.make_screen': { about: 'one thing', request: about },
  'gates.revoke_screen': {
    about: 'one thing',
    request: async (place) => {
      const { gateId } = await gate(place)
      const { gate: made } = await place.people.manager.call(gatesEndpoints.makeScreen, { params: { gateId } })
      return { params: { gateId }, body: { screen: made.screens[0]?.id ?? '' } }
    },
  },
  'gates.poster': { about: 'one thing', request: async ({ gateId }) => ({ params: { gateId }, query: { size: 'A4' } }) },
}
