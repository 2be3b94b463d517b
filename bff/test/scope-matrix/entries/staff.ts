import { staffEndpoints } from '@market/shared/staff/staff.contract'
import type { StaffRole } from '@market/shared/words/lists'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'

const days = { fromDay: '2026-11-23', untilDay: '2027-11-22' }

/** A right at the desk of a place, proposed by somebody who is not asked about it afterwards. */
async function proposal(place: Place, { app }: World, changes: { personId?: string } = {}): Promise<string> {
  const giver = await app.person({ grants: [{ role: 'manager', marketId: place.marketId }] })
  const personId = changes.personId ?? (await app.person()).personId
  const { id } = await giver.call(staffEndpoints.propose, { body: { personId, role: 'staff', scopePath: place.path, ...days } })
  return id
}

async function grant(place: Place, world: World): Promise<string> {
  const grantId = await proposal(place, world)
  const second = await world.app.person({ grants: [{ role: 'manager', marketId: place.marketId }] })
  await second.call(staffEndpoints.confirm, { params: { grantId } })
  return grantId
}

const colleague = async ({ marketId }: Place, { app }: World): Promise<string> => (await app.person({ staffOf: marketId })).personId

/** What each giver gives at this place. */
const gives = (role: StaffRole): StaffRole => (role === 'officer' ? 'manager' : 'staff')

export const staff: EntriesOf<'staff'> = {
  'staff.find': {
    about: 'one thing',
    // It names nothing of a place; the person is found wherever they are, because one account is valid in all markets.
    request: async (_place, _role, { app }) => {
      const phone = `137${String(Date.now()).slice(-4)}${String(phones++).padStart(4, '0')}`
      await app.person({ phone })
      return { body: { phone } }
    },
    elsewhere: ({ status }) => {
      if (status !== 200) throw new Error(`answered ${status}`)
    },
  },
  'staff.places': {
    about: 'one thing',
    request: async (place, role) => ({ query: { under: role === 'officer' ? place.regionPath : place.path } }),
  },
  'staff.propose': {
    about: 'one thing',
    request: async (place, role, { app }) => ({ body: { personId: (await app.person()).personId, role: gives(role), scopePath: place.path, ...days } }),
  },
  'staff.grants': { about: 'a list', put: (place, _role, world) => proposal(place, world), request: { query: { state: 'open' } } },
  'staff.confirm': { about: 'one thing', request: async (place, _role, world) => ({ params: { grantId: await proposal(place, world) } }) },
  'staff.refuse': {
    about: 'one thing',
    request: async (place, _role, world) => ({ params: { grantId: await proposal(place, world) }, body: { reason: 'not_needed' } }),
  },
  'staff.end': { about: 'one thing', request: async (place, _role, world) => ({ params: { grantId: await grant(place, world) }, body: { reason: 'left' } }) },
  'staff.roster': { about: 'one thing', request: async ({ marketId }) => ({ params: { marketId }, query: {} }) },
  'staff.member': { about: 'one thing', request: async (place, _role, world) => ({ params: { personId: await colleague(place, world) }, query: {} }) },
  'staff.train': {
    about: 'one thing',
    request: async (place, _role, world) => ({
      params: { personId: await colleague(place, world) },
      body: { kind: 'course', title: '服务规范', day: '2026-11-20', minutes: 90, result: null },
    }),
  },
}

let phones = 0
