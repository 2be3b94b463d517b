import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { mostWaiting } from '@market/shared/apply/apply.rules'
import type { ApplicationState } from '@market/shared/journey'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import { insertWorker } from '../../../test/support/rows'
import type { Tables } from '../../store/schema'

type JobRow = Tables['jobs']['$inferSelect']
type ApplicationRow = Tables['applications']['$inferSelect']

describe('lists that are longer than what is read at once', () => {
  let app: TestApp
  let marketId: string
  let employer: TestPerson
  /** More than any list. */
  let people: string[]

  const rowsOf = (applicationId: string) =>
    app.store.read(async ({ q, t }) => {
      const [application] = await q.select().from(t.applications).where(eq(t.applications.id, applicationId))
      const [job] = await q.select().from(t.jobs).where(eq(t.jobs.id, application?.jobId ?? ''))
      if (application === undefined || job === undefined) throw new Error('there is one of each')
      return { application, job }
    })
  const write = (jobs: JobRow[], applications: ApplicationRow[]) =>
    app.store.write(async ({ q, t }) => {
      if (jobs.length > 0) await q.insert(t.jobs).values(jobs)
      for (let from = 0; from < applications.length; from += 500) await q.insert(t.applications).values(applications.slice(from, from + 500))
    })
  const stateOf = (applicationId: string): Promise<ApplicationState | undefined> =>
    app.store.read(async ({ q, t }) => (await q.select({ state: t.applications.state }).from(t.applications).where(eq(t.applications.id, applicationId)))[0]?.state)

  beforeAll(async () => {
    app = await createTestApp()
    ;({ marketId } = await app.market())
    employer = await app.person({ employer: {} })
    app.clock.set(monday0440)
    people = await app.store.write(async (tx) => {
      const ids: string[] = []
      while (ids.length < 1_100) ids.push(await insertWorker(tx))
      return ids
    })
  })
  afterAll(() => app.close())

  it('a free place is found behind more jobs that nobody who waits can take than are read at once', async () => {
    const [busy, free] = [await app.person({ worker: {} }), await app.person({ worker: {} })]
    const sample = await rowsOf((await apply(busy, (await post(employer, unloading(marketId))).id)).id)
    // At the same hours as what this one has promised: all of them stay as they are.
    const inVain = Array.from({ length: 250 }, (): JobRow => ({ ...sample.job, id: uuidv7(), filled: 0 }))
    const last = { ...sample.job, id: uuidv7(), filled: 0 }
    const waiting = (jobId: string, workerId: string): ApplicationRow => ({ ...sample.application, id: uuidv7(), jobId, workerId, state: 'queued' })
    const theirs = waiting(last.id, free.personId)
    await write([...inVain, last], [...inVain.map(({ id }) => waiting(id, busy.personId)), theirs])
    await app.chores.runAll()
    await app.chores.runAll()
    expect(await stateOf(theirs.id)).toBe('offered')
  })

  it('the employer sees everybody who stands, however many came before and went; of those who went, the last', async () => {
    const { id: jobId } = await post(employer, unloading(marketId))
    const first = await rowsOf((await apply(await app.person({ worker: {} }), jobId)).id)
    await write([], people.map((workerId, index) => ({ ...first.application, id: uuidv7(), workerId, state: 'withdrawn', appliedAt: monday0440, updatedAt: monday0440 + index })))
    app.clock.advance(minute)
    const late = await apply(await app.person({ worker: {} }), jobId)
    const { applications } = await employer.call(applyEndpoints.ofJob, { params: { jobId } })
    expect(applications.filter(({ state }) => state === 'applied').map(({ id }) => id)).toEqual([first.application.id, late.id])
    const gone = applications.filter(({ state }) => state === 'withdrawn')
    expect(gone).toHaveLength(200)
    expect(Math.min(...gone.map(({ updatedAt }) => updatedAt))).toBe(monday0440 + people.length - 200)
  })

  it('a queue has an end: whoever comes after that is told, everybody in it is shown, and each knows how many are before them', async () => {
    const { id: jobId } = await post(employer, unloading(marketId, { headcount: 1 }))
    const { application } = await rowsOf((await apply(await app.person({ worker: {} }), jobId)).id)
    // Many come at the same moment; then their ids decide.
    const queue = people.slice(0, mostWaiting - 1).map((workerId, index): ApplicationRow => ({ ...application, id: uuidv7(), workerId, state: 'queued', appliedAt: monday0440 + Math.floor(index / 100) }))
    await write([], queue)
    app.clock.advance(minute)
    const last = await app.person({ worker: {} })
    const wait = { params: { jobId }, body: { ifFull: 'queue' as const } }
    expect(await last.call(applyEndpoints.create, wait)).toMatchObject({ state: 'queued', queueAhead: mostWaiting - 1 })
    expect(await (await app.person({ worker: {} })).refused(applyEndpoints.create, wait)).toMatchObject({ status: 409, code: 'queue_full' })
    const { applications } = await employer.call(applyEndpoints.ofJob, { params: { jobId } })
    expect(applications.filter(({ state }) => state === 'queued').map(({ queueAhead }) => queueAhead)).toEqual(Array.from({ length: mostWaiting }, (_, ahead) => ahead))
    expect((await last.call(applyEndpoints.mine)).applications).toMatchObject([{ queueAhead: mostWaiting - 1 }])
  })

  it('where the employer chooses there is an end, too', async () => {
    const { id: jobId } = await post(employer, unloading(marketId, { hiring: 'employer_chooses' }))
    const { application } = await rowsOf((await apply(await app.person({ worker: {} }), jobId)).id)
    await write([], people.slice(0, mostWaiting - 1).map((workerId): ApplicationRow => ({ ...application, id: uuidv7(), workerId })))
    expect(await (await app.person({ worker: {} })).refused(applyEndpoints.create, { params: { jobId } })).toMatchObject({ code: 'queue_full' })
  })
})
