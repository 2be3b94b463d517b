import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day, hour } from '@market/shared/words/time'
import type { ApplicationState } from '@market/shared/journey'
import { monday0440 } from '../../../test/support/clock'
import { insertMarketWithJob, insertPerson, insertWorker, terms } from '../../../test/support/rows'
import { createTestStore, type TestStore } from '../../../test/support/test-store'
import type { Tx } from '../../store/store'
import { knownEmployers, promisedHours, takenJobs } from './match.queries'

const now = monday0440

describe('what is read of a worker with a long history', () => {
  let place: TestStore
  let workerId: string
  const ahead = new Map<string, string>()
  const employers: string[] = []

  beforeAll(async () => {
    place = await createTestStore()
    await place.store.write(async (tx) => {
      const { jobId: sample, marketId } = await insertMarketWithJob(tx, 3)
      workerId = await insertWorker(tx)
      const { q, t } = tx
      const [job] = await q.select().from(t.jobs)
      if (job?.id !== sample) throw new Error('there is one job')
      for (let number = 0; number < 5; number += 1) {
        const employerId = await insertPerson(tx)
        await q.insert(t.employers).values({ personId: employerId, kind: 'business', name: `公司${number}`, contactNameSealed: 'sealed', registeredAt: now })
        employers.push(employerId)
      }
      const add = async (startsAt: number, state: ApplicationState, employerId: string) => addApplication(tx, { ...job, id: uuidv7(), employerId, marketId, startsAt, endsAt: startsAt + 8 * hour }, workerId, state)
      // Two years, a job every other day, and what came to nothing in between.
      for (let days = 1; days <= 720; days += 2) await add(now - days * day, 'settled', employers[days % 5] ?? '')
      for (const state of ['declined', 'cancelled', 'applied'] as const) for (let days = 1; days <= 10; days += 1) await add(now - days * day - 10 * hour, state, employers[0] ?? '')
      for (const state of ['queued', 'applied', 'declined', 'withdrawn'] as const) ahead.set(state, await add(now + day, state, employers[0] ?? ''))
    })
  })
  afterAll(() => place.close())

  it('are the jobs that have not begun: what they have applied to since, and what turned them away', async () => {
    const taken = async (what: 'applying' | 'offering') =>
      (await place.store.read((db) => takenJobs(db, [workerId], what, now))).map(({ jobId }) => jobId).sort()
    expect(await taken('applying')).toEqual([ahead.get('queued'), ahead.get('applied'), ahead.get('declined')].sort())
    // Whoever stands in the queue may be offered the place.
    expect(await taken('offering')).toEqual([ahead.get('applied'), ahead.get('declined')].sort())
  })

  it('is each employer once, and no hours that are over', async () => {
    const known = await place.store.read((db) => knownEmployers(db, [workerId]))
    expect(known.map(({ employerId }) => employerId).sort()).toEqual([...employers].sort())
    expect(await place.store.read((db) => promisedHours(db, [workerId], now))).toEqual([{ personId: workerId, startsAt: now + day, endsAt: now + day + 8 * hour }])
  })
})

type JobRow = Tx['t']['jobs']['$inferInsert']

/** A job and what one worker's application to it came to. Gives the job's id. */
async function addApplication({ q, t }: Tx, job: JobRow, workerId: string, state: ApplicationState): Promise<string> {
  await q.insert(t.jobs).values(job)
  const at = Math.min(now - hour, job.startsAt - day)
  await q.insert(t.applications).values({
    id: uuidv7(), jobId: job.id, workerId, state, jobVersion: 1, terms: { ...terms, startsAt: job.startsAt, endsAt: job.endsAt }, appliedAt: at, updatedAt: at,
  })
  return job.id
}
