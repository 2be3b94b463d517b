import { uuidv7 } from 'uuidv7'
import { expect } from 'vitest'
import { hired, post, unloading } from '../../support/journey'
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
  'arrive.roster': { about: 'a list', put: async (place, _role, world) => (await expectedWorker(place, world)).applicationId, request: {} },
  'arrive.duty': { about: 'a list', put: async (place, _role, world) => (await expectedWorker(place, world)).applicationId, request: {} },
}
