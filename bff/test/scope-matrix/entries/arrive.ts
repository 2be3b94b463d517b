import { byHandEndpoints } from '@market/shared/arrive/by-hand.contract'
import type { StaffRole } from '@market/shared/words/lists'
import { day } from '@market/shared/words/time'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { expect } from 'vitest'
import { hired, post, unloading } from '../../support/journey'
import { staffPhone } from '../../support/staff-phone'
import { showPass } from '../../support/work-pass'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'

/** Somebody expected at this market today. */
async function expectedWorker(place: Place, { app }: World) {
  const worker = await app.person({ worker: {} })
  // Each its own: the same posting by the same employer is held for review.
  const employer = await app.person({ employer: {} })
  const job = await post(employer, unloading(place.marketId))
  const { id } = await hired(worker, employer, job.id)
  return { worker, applicationId: id }
}

/** Somebody whose hours at this market are over and whom nobody scanned. */
async function neverScanned(place: Place, _role: StaffRole, world: World): Promise<string> {
  const { applicationId } = await expectedWorker(place, world)
  const { app } = world
  await app.store.write(({ q, t }) => q.update(t.applications).set({ state: 'absent', endsAt: app.clock.now() - day }).where(eq(t.applications.id, applicationId)))
  return applicationId
}

/** A phone that staff of this market scanned with. */
async function usedPhone({ marketId, people }: Place, { app }: World): Promise<string> {
  const phone = staffPhone(people.staff, marketId)
  phone.scan('x', app.clock.now())
  await phone.send(app.clock.now())
  return phone.deviceId
}

/** A scan of somebody expected at this market that came from a phone out of use: its own id. */
async function setAside(place: Place, world: World): Promise<string> {
  const { app } = world
  const { worker, applicationId } = await expectedWorker(place, world)
  const phone = staffPhone(place.people.staff, place.marketId, await usedPhone(place, world))
  await app.store.write(async ({ q, t }) => {
    await q.update(t.staffPhones).set({ revokedAt: app.clock.now(), revokedBy: place.people.manager.personId }).where(eq(t.staffPhones.deviceId, phone.deviceId))
  })
  const { scanId } = phone.scan(await showPass(worker, applicationId), app.clock.now())
  await phone.send(app.clock.now())
  const [kept] = await app.store.read(({ q, t }) => q.select({ id: t.scans.id }).from(t.scans).where(eq(t.scans.scanId, scanId)))
  return kept?.id ?? ''
}

/** Somebody expected at this market whom a member of staff entered by hand: the scan's own id. */
async function enteredByHand(place: Place, world: World): Promise<string> {
  const { app } = world
  const [{ applicationId }, colleague] = [await expectedWorker(place, world), await app.person({ staffOf: place.marketId })]
  const scanId = uuidv7()
  await colleague.call(byHandEndpoints.enter, { body: { scanId, applicationId, reason: 'phone_dead' } })
  const [kept] = await app.store.read(({ q, t }) => q.select({ id: t.scans.id }).from(t.scans).where(eq(t.scans.scanId, scanId)))
  return kept?.id ?? ''
}

/** Staff decide about those whom a colleague entered by hand, and about no other scan. */
const toReview = (place: Place, role: StaffRole, world: World): Promise<string> => (role === 'staff' ? enteredByHand(place, world) : setAside(place, world))

export const arrive: EntriesOf<'arrive'> = {
  'arrive.confirm': {
    about: 'one thing',
    request: async (place, _role, world) => {
      const { worker, applicationId } = await expectedWorker(place, world)
      return { body: { code: await showPass(worker, applicationId), scanId: uuidv7(), capturedAt: world.app.clock.now() } }
    },
    // A scan always gets a result; another market's says nothing about the person.
    elsewhere: ({ status, body }) => {
      expect(status).toBe(200)
      expect(body).toMatchObject({ reason: 'wrong_market', status: 'refused', applicationId: null, workerMasked: null, jobTitle: null, address: null })
    },
  },
  'arrive.phones': { about: 'one thing', request: async ({ marketId }) => ({ params: { marketId }, query: {} }) },
  'arrive.revoke_phone': { about: 'one thing', request: async (place, _role, world) => ({ params: { deviceId: await usedPhone(place, world) }, body: { reason: 'lost' } }) },
  'arrive.review': { about: 'one thing', request: async (place, role, world) => ({ params: { scanId: await toReview(place, role, world) } }) },
  'arrive.decide_review': { about: 'one thing', request: async (place, role, world) => ({ params: { scanId: await toReview(place, role, world) }, body: { finding: 'was_there' } }) },
  'arrive.decide_phone': { about: 'one thing', request: async (place, _role, world) => ({ params: { deviceId: await usedPhone(place, world) }, body: { finding: 'not_clear' } }) },
  'arrive.by_hand': {
    about: 'one thing',
    request: async (place, _role, world) => ({ body: { scanId: uuidv7(), applicationId: (await expectedWorker(place, world)).applicationId, reason: 'phone_dead' } }),
  },
  'arrive.unconfirmed': { about: 'a list', put: neverScanned, request: { query: {} } },
  'arrive.roster': { about: 'a list', put: async (place, _role, world) => (await expectedWorker(place, world)).applicationId, request: {} },
  'arrive.duty': { about: 'a list', put: async (place, _role, world) => (await expectedWorker(place, world)).applicationId, request: {} },
}
