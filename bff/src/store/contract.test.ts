import { and, count, eq, gt, like, lt, sql, sum } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runChild } from '../../test/support/child'
import { insertDraftAgreement, insertMarketWithJob, insertPerson, insertWorker, terms } from '../../test/support/rows'
import { createTestStore, engine, type TestStore } from '../../test/support/test-store'
import { NestedWriteError, StatementError, TxEndedError, UniqueViolation, uniqueViolationIn } from './errors'
import { openStore } from './open-store'
import type { Store, Tx } from './store'

// What feature code may rely on. This file runs once on each engine.
let place: TestStore
let store: Store
beforeAll(async () => {
  place = await createTestStore()
  store = place.store
})
afterAll(() => place.close())

const at = Date.UTC(2026, 10, 2, 22)
const setCounter = (name: string, value = 1) => (tx: Tx) => tx.q.insert(tx.t.counters).values({ name, value }).then(() => name)
const counterNames = async (pattern: string) => {
  const rows = await store.read(({ q, t }) =>
    q.select({ name: t.counters.name }).from(t.counters).where(sql`${t.counters.name} like ${pattern}`).orderBy(t.counters.name))
  return rows.map((row) => row.name)
}

describe('races have one outcome', () => {
  test('of eight callers who sign the same draft at once one wins', async () => {
    const { agreementId, workerId } = await store.write(async (tx) => {
      const { jobId } = await insertMarketWithJob(tx, 1)
      const worker = await insertWorker(tx)
      return { workerId: worker, agreementId: await insertDraftAgreement(tx, jobId, worker) }
    })
    const sign = () => store.write(async (tx) => {
      const { agreements, signatures } = tx.t
      const [moved] = await tx.q.update(agreements).set({ status: 'signed_by_worker' })
        .where(and(eq(agreements.id, agreementId), eq(agreements.status, 'draft')))
        .returning({ id: agreements.id })
      if (!moved) return 'too late'
      await tx.q.insert(signatures).values({
        id: uuidv7(), agreementId, party: 'worker', personId: workerId, signedAt: at, strokeHash: '', payload: '{}', signature: '00', keyId: 'k1',
      })
      await tx.append({
        kind: 'agreement.signed', subjectId: agreementId, marketId: null, at,
        data: { applicationId: agreementId, workerId, employerId: workerId, party: 'worker', complete: false },
      })
      return 'signed'
    })
    const outcomes = await Promise.all(Array.from({ length: 8 }, sign))
    expect(outcomes.filter((outcome) => outcome === 'signed')).toHaveLength(1)
    const events = await store.read(({ q, t }) => q.$count(t.events, eq(t.events.subjectId, agreementId)))
    expect(events).toBe(1)
  })

  test('of two hundred who apply for twenty places exactly twenty are in', async () => {
    const { jobId, workers } = await store.write(async (tx) => {
      const posted = await insertMarketWithJob(tx, 20)
      const applicants: string[] = []
      for (let index = 0; index < 200; index += 1) applicants.push(await insertWorker(tx))
      return { jobId: posted.jobId, workers: applicants }
    })
    const apply = (workerId: string) => store.write(async (tx) => {
      const { applications, jobs } = tx.t
      const [place] = await tx.q.update(jobs).set({ filled: sql`${jobs.filled} + 1` })
        .where(and(eq(jobs.id, jobId), eq(jobs.status, 'open'), lt(jobs.filled, jobs.headcount)))
        .returning({ filled: jobs.filled })
      if (!place) return 'full'
      await tx.q.insert(applications).values({
        id: uuidv7(), jobId, workerId, state: 'applied', jobVersion: 1, terms, appliedAt: at, updatedAt: at,
      })
      return 'in'
    })
    const outcomes = await Promise.all(workers.map(apply))
    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(20)
    const rows = await store.read(({ q, t }) => q.$count(t.applications, eq(t.applications.jobId, jobId)))
    const [job] = await store.read(({ q, t }) => q.select({ filled: t.jobs.filled }).from(t.jobs).where(eq(t.jobs.id, jobId)))
    expect({ rows, filled: job?.filled }).toEqual({ rows: 20, filled: 20 })
  })

  test('a hundred callers of one counter get a hundred different numbers', async () => {
    const next = () => store.write(async ({ q, t: { counters } }) => {
      const [row] = await q.insert(counters).values({ name: 'queue', value: 1 })
        .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
        .returning({ value: counters.value })
      return row?.value
    })
    const numbers = await Promise.all(Array.from({ length: 100 }, next))
    expect(numbers.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  })
})

describe('a write is one thing', () => {
  test('a write inside a write throws and leaves nothing', async () => {
    const nested = store.write(async (tx) => {
      await setCounter('nested outer')(tx)
      await store.write(setCounter('nested inner'))
    })
    await expect(nested).rejects.toThrow(NestedWriteError)
    expect(await counterNames('nested%')).toEqual([])
  })

  test('a read inside a write throws, because it would not see what the write did', async () => {
    await expect(store.write(() => store.read(({ q, t }) => q.$count(t.counters)))).rejects.toThrow(NestedWriteError)
  })

  test('an error inside a write leaves nothing behind and does not touch those who wrote at the same time', async () => {
    const outcomes = await Promise.allSettled([
      store.write(setCounter('neighbour 1')),
      store.write(setCounter('neighbour 2')),
      store.write(async (tx) => {
        await setCounter('neighbour failing')(tx)
        await tx.append({ kind: 'job.closed', subjectId: 'failing', marketId: null, at, data: { employerId: 'e', reason: 'closed' } })
        throw new Error('the rule says no')
      }),
      store.write(setCounter('neighbour 3')),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[2]).toMatchObject({ reason: { message: 'the rule says no' } })
    expect(await counterNames('neighbour%')).toEqual(['neighbour 1', 'neighbour 2', 'neighbour 3'])
    expect(await store.read(({ q, t }) => q.$count(t.events, eq(t.events.subjectId, 'failing')))).toBe(0)
  })

  test('what is built once belongs to the write that runs it: of forty at once half fail, and only the rows of the others are there', async () => {
    const event = (subjectId: string) => ({ kind: 'job.closed' as const, subjectId, marketId: null, at, data: { employerId: 'e', reason: 'closed' as const } })
    const names = Array.from({ length: 40 }, (_, index) => `built ${index}`)
    const outcomes = await Promise.allSettled(names.map((name, index) => store.write(async (tx) => {
      await tx.appendAll(Array.from({ length: 1 + (index % 3) * 9 }, () => event(name)))
      if (index % 2 === 1) throw new Error('the rule says no')
      return tx.q.$count(tx.t.events, eq(tx.t.events.subjectId, name))
    })))
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'no'))).toEqual(names.map((_name, index) => (index % 2 === 1 ? 'no' : 1 + (index % 3) * 9)))
    const kept = await Promise.all(names.map((name) => store.read(({ q, t }) => q.select({ at: t.events.at, data: t.events.data, marketId: t.events.marketId }).from(t.events).where(eq(t.events.subjectId, name)).orderBy(t.events.seq))))
    expect(kept.map((rows) => rows.length)).toEqual(names.map((_name, index) => (index % 2 === 1 ? 0 : 1 + (index % 3) * 9)))
    expect(kept[2]?.[18]).toEqual({ at, data: { employerId: 'e', reason: 'closed' }, marketId: null })
  })

  test('a write that swallows a failed statement fails all the same', async () => {
    await store.write(setCounter('swallow'))
    const swallowing = store.write(async (tx) => {
      await setCounter('swallow before')(tx)
      await setCounter('swallow')(tx).catch(() => undefined)
    })
    await expect(swallowing).rejects.toThrow(UniqueViolation)
    expect(await counterNames('swallow%')).toEqual(['swallow'])
  })

  test('a tx that is kept beyond its write does nothing', async () => {
    let kept: Tx | undefined
    await store.write(async (tx) => { kept = tx })
    const late = setCounter('kept')(kept as unknown as Tx)
    await expect(late).rejects.toSatisfy((error) => (error as Error).cause instanceof TxEndedError || error instanceof TxEndedError)
    expect(await counterNames('kept')).toEqual([])
  })

  test('a write sees its own rows, readers only what was committed', async () => {
    let seenOutside: Promise<string[]> | undefined
    // Outside of the effect's own context, as another request would ask.
    const ask = { outside: () => { seenOutside = counterNames('visible') } }
    let tell: () => void = () => undefined
    const told = new Promise<void>((resolve) => { tell = resolve }).then(() => ask.outside())
    const inside = await store.write(async (tx) => {
      await setCounter('visible')(tx)
      tell()
      await told
      // The answer is waited for here: on Postgres a read that is still on its way when the commit comes would see the row.
      expect(await seenOutside).toEqual([])
      const rows = await tx.q.select().from(tx.t.counters).where(eq(tx.t.counters.name, 'visible'))
      return rows.length
    })
    expect(inside).toBe(1)
    expect(await counterNames('visible')).toEqual(['visible'])
  })

  test('going through much of it sees what was committed, page after page, and changes nothing either', async () => {
    await store.write(({ q, t }) => q.insert(t.counters).values(['first', 'second'].map((name) => ({ name: `through-${name}`, value: 1 }))))
    const names = await store.readThrough(async ({ q, t }) => {
      const page = (after: string) => q.select({ name: t.counters.name }).from(t.counters).where(and(gt(t.counters.name, after), like(t.counters.name, 'through-%'))).orderBy(t.counters.name).limit(1)
      const [one] = await page('')
      await store.write((tx) => tx.q.insert(tx.t.counters).values({ name: 'through-third', value: 1 }))
      const [two] = await page(one?.name ?? '')
      const [three] = await page(two?.name ?? '')
      return [one, two, three].map((row) => row?.name)
    })
    expect(names).toEqual(['through-first', 'through-second', 'through-third'])
    await expect(store.readThrough(({ q, t }) => q.insert(t.counters).values({ name: 'sneaky', value: 1 }))).rejects.toThrow()
    await expect(store.write(() => store.readThrough(({ q, t }) => q.$count(t.counters)))).rejects.toThrow(NestedWriteError)
  })

  test('a read cannot change anything', async () => {
    const sneaky = store.read(({ q, t }) => q.insert(t.counters).values({ name: 'sneaky', value: 1 }))
    await expect(sneaky).rejects.toThrow(StatementError)
    expect(await counterNames('sneaky')).toEqual([])
  })
})

describe('both engines answer alike', () => {
  test('a second row with the same key is a UniqueViolation that names the index, the table and the columns', async () => {
    const row = { marketId: '', gateId: '', personId: '', day: '2026-11-03', number: 1, at, assurance: 'low' as const }
    await store.write(async (tx) => {
      const { marketId, gateId } = await insertMarketWithJob(tx, 1)
      Object.assign(row, { marketId, gateId, personId: await insertPerson(tx) })
      await tx.q.insert(tx.t.checkIns).values({ id: uuidv7(), ...row })
    })
    const again = store.write((tx) => tx.q.insert(tx.t.checkIns).values({ id: uuidv7(), ...row, number: 2 }))
    await expect(again).rejects.toMatchObject({
      name: 'UniqueViolation', table: 'check_ins', columns: ['market_id', 'day', 'person_id'], constraint: 'check_ins_once_a_day',
    })
    const samePrimaryKey = store.write((tx) => tx.q.insert(tx.t.idempotencyResults).values([
      { personId: 'p', key: 'k', bodyHash: '', responseSealed: '', createdAt: at },
      { personId: 'p', key: 'k', bodyHash: '', responseSealed: '', createdAt: at },
    ]))
    await expect(samePrimaryKey).rejects.toMatchObject({ table: 'idempotency_results', columns: ['person_id', 'key'], constraint: 'idempotency_results_pkey' })
  })

  test('a unique violation is recognised inside the write as well', async () => {
    await store.write(setCounter('recognised'))
    const translated = store.write(async (tx) => {
      await setCounter('recognised')(tx).catch((error: unknown) => {
        throw new Error(`already there: ${uniqueViolationIn(error)?.constraint}`)
      })
    })
    await expect(translated).rejects.toThrow('already there: counters_pkey')
  })

  test('a failed statement never prints its values', async () => {
    const person = { id: uuidv7(), nameMasked: '王小明的真名', createdAt: at }
    await store.write((tx) => tx.q.insert(tx.t.people).values(person))
    const errors = await Promise.allSettled([
      store.write((tx) => tx.q.insert(tx.t.people).values(person)),
      store.write((tx) => tx.q.insert(tx.t.gates).values({ id: 'g', marketId: 'nowhere 王小明的真名', name: '', createdAt: at })),
      store.read(({ q, t }) => q.select().from(t.people).where(sql`no_such_function(${'王小明的真名'}) = 1`)),
    ])
    for (const outcome of errors) {
      const { reason } = outcome as PromiseRejectedResult
      expect(reason).toBeInstanceOf(StatementError)
      expect(`${(reason as Error).message} ${JSON.stringify(reason)} ${String((reason as Error).cause)}`).not.toContain('王小明')
    }
  })

  test('a job can never be filled beyond its head-count, whatever the statement', async () => {
    const { jobId } = await store.write((tx) => insertMarketWithJob(tx, 2))
    const overfill = store.write((tx) => tx.q.update(tx.t.jobs).set({ filled: 3 }).where(eq(tx.t.jobs.id, jobId)))
    await expect(overfill).rejects.toThrow(StatementError)
  })

  test('values come back as they went in, and counts and sums are numbers', async () => {
    const lastInstant = 8_640_000_000_000_000
    const { jobId, marketId } = await store.write((tx) => insertMarketWithJob(tx, 2))
    await store.write(async ({ q, t }) => {
      await q.update(t.jobs).set({ postedAt: lastInstant, perks: ['lunch', 'gloves'] }).where(eq(t.jobs.id, jobId))
      await q.insert(t.events).values({ kind: 'values', subjectId: jobId, at, data: { z: 1, a: [null, '好'] } })
    })
    const [job] = await store.read(({ q, t }) => q.select().from(t.jobs).where(eq(t.jobs.id, jobId)))
    expect(job).toMatchObject({ postedAt: lastInstant, perks: ['lunch', 'gloves'], closedAt: null, lat: 34.75 })
    const [market] = await store.read(({ q, t }) => q.select().from(t.markets).where(eq(t.markets.id, marketId)))
    expect(market?.demo).toBe(false)
    const [event] = await store.read(({ q, t }) => q.select({ data: t.events.data }).from(t.events).where(eq(t.events.subjectId, jobId)).orderBy(t.events.seq))
    // Key order too.
    expect(JSON.stringify(event?.data)).toBe('{"z":1,"a":[null,"好"]}')
    const [figures] = await store.read(({ q, t }) => q.select({
      jobs: count(), pay: sum(t.jobs.payFen).mapWith(Number), raw: sql<number>`sum(${t.jobs.payFen})`, counted: sql<number>`count(*)`,
    }).from(t.jobs).where(eq(t.jobs.id, jobId)))
    expect(figures).toEqual({ jobs: 1, pay: 20_000, raw: 20_000, counted: 1 })
  })
})

describe('a process that dies', () => {
  test('killed between two writes of a batch it leaves what was committed and nothing half done', async () => {
    const own = await createTestStore()
    // SQLite: one process per file, so the child needs it for itself.
    if (engine === 'sqlite') await own.store.close()
    const child = await runChild('die-between-savepoints', own.config)
    expect(child, child.output).toMatchObject({ signal: 'SIGKILL' })
    const after = engine === 'sqlite' ? await openStore(own.config) : own.store
    const rows = await after.read(({ q, t }) => q.select({ name: t.counters.name }).from(t.counters))
    // On Postgres the neighbours are transactions of their own: each is there whole or not at all.
    const names = rows.map((row) => row.name).filter((name) => !(engine === 'postgres' && /^(first|third)/.test(name)))
    expect(names).toEqual(['committed'])
    await after.write(setCounter('after the restart'))
    await after.close()
    await own.remove()
  })
})
