import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchangeEndpoints } from '@market/shared/exchange/exchange.contract'
import { henanRulebook1 } from '@market/shared/supervision/rulebook-henan-1'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { csvText, sampleRow } from '../../../test/support/posting-files'
import type { Store } from '../../store/store'
import { takeStaged } from './exchange.queries'
import { importRunner } from './import-runner'

/** Rows of the list: several writes to read it, and several to tell of it. */
const count = 240

class Killed extends Error {}

/** A server that dies at its n-th write: before it commits, or after. Nothing it does later happens. */
function dyingAt(store: Store, n: number, when: 'before the commit' | 'after the commit'): { store: Store; died: () => boolean } {
  let writes = 0
  const died = () => writes >= n
  return {
    died,
    store: {
      ...store,
      read: (query) => (died() ? Promise.reject(new Killed()) : store.read(query)),
      async write(effect) {
        writes++
        if (writes > n) throw new Killed()
        const isLast = writes === n
        const result = await store.write(async (tx) => {
          const done = await effect(tx)
          if (isLast && when === 'before the commit') throw new Killed()
          return done
        })
        if (isLast) throw new Killed()
        return result
      },
    },
  }
}

/** What the runner asks of other features, all of them content. */
const others: Pick<Parameters<typeof importRunner>[0], 'identity' | 'checks' | 'postings'> = {
  identity: { admitPosting: async () => undefined, standingOf: async () => ({ personVerificationId: null, employerVerificationId: null, mayPost: true }) },
  checks: { rulebookInForce: async () => henanRulebook1, assertNotStopped: async () => undefined },
  postings: {
    minimumAt: async () => 1_960,
    announce: (tx, { id, employerId, marketId, trade, headcount, startsAt }, now) =>
      tx.append({ kind: 'job.posted', subjectId: id, marketId, at: now, data: { employerId, trade, headcount, startsAt } }),
    hold: () => Promise.reject(new Error('nothing here is doubtful')),
  },
}

/** A store whose reads wait until they are let on. */
function stoppedAtItsFirstRead(store: Store): { store: Store; letOn: () => void } {
  let letOn = () => {}
  const waiting = new Promise<void>((resolve) => { letOn = resolve })
  return { store: { ...store, read: async (query) => { await waiting; return store.read(query) } }, letOn }
}

describe('a server killed in the middle of an import', () => {
  let app: TestApp
  let agency: TestPerson
  let marketId: string

  beforeAll(async () => {
    app = await createTestApp()
    marketId = (await app.market()).marketId
    agency = await app.person({ employer: { kind: 'agency', name: '洛阳人力资源服务有限公司' } })
  })
  afterAll(() => app.close())

  const begin = async (): Promise<{ importId: string; path: string }> => {
    const importId = randomUUID()
    const path = join(tmpdir(), `market-killed-${importId}`)
    const rows = Array.from({ length: count }, (_, at) => sampleRow(at + 1, { externalId: `${importId}-${at}`, employerName: '洛阳宏达仓储有限公司', market: marketId }))
    await writeFile(path, csvText(rows))
    const now = app.clock.now()
    await app.store.write(({ q, t }) => q.insert(t.imports).values({ id: importId, employerId: agency.personId, fileName: 'x', fileHash: 'x', format: 'csv', phase: 'reading', createdAt: now, updatedAt: now }).returning({ id: t.imports.id }))
    return { importId, path }
  }
  const jobsOf = (importId: string) => app.store.read(({ q, t }) => q.$count(t.jobs, eq(t.jobs.importId, importId)))
  const eventsOf = (importId: string) =>
    app.store.read(async ({ q, t }) => (await q.select({ id: t.jobs.id }).from(t.jobs).innerJoin(t.events, eq(t.events.subjectId, t.jobs.id)).where(eq(t.jobs.importId, importId))).map(({ id }) => id))

  it.each(Array.from({ length: 8 }, (_, at) => at + 1).flatMap((n) => (['before the commit', 'after the commit'] as const).map((when) => [n, when] as const)))(
    'at its write %i, %s: none of its postings are there, or all; another server ends it, and tells of each once', async (n, when) => {
      const { importId, path } = await begin()
      const dying = dyingAt(app.store, n, when)
      const runner = importRunner({ store: dying.store, vault: app.vault, clock: app.clock, ...others })
      runner.take({ importId, employerId: agency.personId, path, marketId: null })
      for (let turns = 0; turns < 5; turns++) await runner.chore.run(app.clock.now()).catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
      const afterDeath = await jobsOf(importId)
      expect([0, count]).toContain(afterDeath)

      app.clock.advance(3 * minute)
      await app.chores.runAll()
      const { phase, rowsNew } = await agency.call(exchangeEndpoints.get, { params: { importId } })
      const there = await jobsOf(importId)
      expect([phase, rowsNew]).toEqual(there === count ? ['done', count] : ['failed', 0])
      expect([0, count]).toContain(there)
      const told = await eventsOf(importId)
      expect(told).toHaveLength(there)
      expect(new Set(told).size).toBe(there)
      expect(await app.store.read(({ q, t }) => q.$count(t.importRows, eq(t.importRows.importId, importId)))).toBe(0)
    },
  )

  it('is ended by a turn that was asked for while an earlier one was still looking', async () => {
    const importId = randomUUID()
    const now = app.clock.now()
    await app.store.write(({ q, t }) => q.insert(t.imports).values({ id: importId, employerId: agency.personId, fileName: 'x', fileHash: 'x', format: 'csv', phase: 'reading', createdAt: now, updatedAt: now }))
    const { store, letOn } = stoppedAtItsFirstRead(app.store)
    const { chore } = importRunner({ store, vault: app.vault, clock: app.clock, ...others })
    const earlier = chore.run(now)
    app.clock.advance(3 * minute)
    const later = chore.run(app.clock.now())
    letOn()
    await Promise.all([earlier, later])
    expect((await agency.call(exchangeEndpoints.get, { params: { importId } })).phase).toBe('failed')
  })

  it('of several servers that end it at once none takes it for ended while postings are left to be told of', async () => {
    const importId = randomUUID()
    const now = app.clock.now()
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.imports).values({ id: importId, employerId: agency.personId, fileName: 'x', fileHash: 'x', format: 'csv', phase: 'publishing', createdAt: now, updatedAt: now })
      await q.insert(t.importRows).values(Array.from({ length: 12 }, (_, at) => ({ importId, line: at + 1, job: { id: `job-${at}` }, problems: [] })))
    })
    const servers = await Promise.all(Array.from({ length: 6 }, () => app.store.write(async (tx) => {
      const taken = await takeStaged(tx, importId, 2)
      return { taken, left: await tx.q.$count(tx.t.importRows, eq(tx.t.importRows.importId, importId)) }
    })))
    for (const { taken, left } of servers) if (taken === null) expect(left).toBe(0)
    const ids: string[] = []
    for (let more: { id: string }[] | null = []; more !== null; more = await app.store.write((tx) => takeStaged(tx, importId, 2))) ids.push(...more.map(({ id }) => id))
    ids.push(...servers.flatMap(({ taken }) => (taken ?? []).map(({ id }) => id)))
    expect(ids.sort()).toEqual(Array.from({ length: 12 }, (_, at) => `job-${at}`).sort())
  })
})
