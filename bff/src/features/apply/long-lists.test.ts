import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApplicationState } from '@market/shared/journey'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import type { Tables } from '../../store/schema'

type JobRow = Tables['jobs']['$inferSelect']
type ApplicationRow = Tables['applications']['$inferSelect']

describe('lists that are longer than what is read at once', () => {
  let app: TestApp
  let marketId: string
  let employer: TestPerson

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
})
