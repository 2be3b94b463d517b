import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startFaultProxy } from '../../test/support/fault-proxy'
import { databaseUrl, onServer } from '../../test/support/postgres-database'
import { createTestStore, type TestStore } from '../../test/support/test-store'
import { StatementError, StoreRefusedError } from './errors'
import { openStore } from './open-store'
import { openPostgres } from './postgres'
import type { Store, Tx } from './store'

let place: TestStore
let store: Store
let url: string
beforeAll(async () => {
  place = await createTestStore()
  store = place.store
  url = place.config.engine === 'postgres' ? place.config.url : ''
})
afterAll(() => place.close())

const setCounter = (tx: Tx, name: string) => tx.q.insert(tx.t.counters).values({ name, value: 1 })
const raise = (tx: Tx, name: string) =>
  tx.q.update(tx.t.counters).set({ value: sql`${tx.t.counters.value} + 1` }).where(eq(tx.t.counters.name, name)).returning()

test('a connection that dies in the middle of a write leaves nothing, and the next write works', async () => {
  const administrator = new pg.Client({ connectionString: inject('postgresUrl') })
  await administrator.connect()
  const dying = store.write(async (tx) => {
    await setCounter(tx, 'dying')
    const [backend] = await tx.q.select({ pid: sql<number>`pg_backend_pid()` }).from(tx.t.counters).limit(1)
    await administrator.query('select pg_terminate_backend($1)', [backend?.pid])
    await setCounter(tx, 'after the end')
  })
  await expect(dying).rejects.toSatisfy((error) => error instanceof StatementError && error.isUnavailable)
  await store.write((tx) => setCounter(tx, 'survivor'))
  const rows = await store.read(({ q, t }) => q.select({ name: t.counters.name }).from(t.counters))
  expect(rows).toEqual([{ name: 'survivor' }])
  await administrator.end()
})

test('two writes that deadlock both succeed, because the loser is run again', async () => {
  await store.write(async (tx) => {
    await setCounter(tx, 'left')
    await setCounter(tx, 'right')
  })
  let runs = 0
  let bothHold: () => void = () => undefined
  const held = new Promise<void>((resolve) => { bothHold = resolve })
  const raiseBoth = (first: string, second: string) => store.write(async (tx) => {
    runs += 1
    await raise(tx, first)
    if (runs === 2) bothHold()
    // Each has one row and wants the other's.
    if (runs <= 2) await held
    await raise(tx, second)
  })
  await Promise.all([raiseBoth('left', 'right'), raiseBoth('right', 'left')])
  expect(runs).toBe(3)
  const rows = await store.read(({ q, t }) => q.select().from(t.counters).where(sql`${t.counters.name} in ('left', 'right')`))
  expect(rows.map((row) => row.value)).toEqual([3, 3])
})

test('a commit that Postgres turned into a rollback is not reported as done', async () => {
  const careless = store.write(async (tx) => {
    await setCounter(tx, 'careless')
    // Nobody waits for this statement; it fails after the effect has ended.
    void setCounter(tx, 'careless').catch(() => undefined)
  })
  await expect(careless).rejects.toThrow(StatementError)
  expect(await store.read(({ q, t }) => q.$count(t.counters, eq(t.counters.name, 'careless')))).toBe(0)
})

test('processes that start together migrate an empty database once', async () => {
  const server = inject('postgresUrl')
  const name = `market_empty_${randomBytes(4).toString('hex')}`
  await onServer(server, `create database ${name}`)
  const stores = await Promise.all([1, 2, 3].map(() => openPostgres(databaseUrl(server, name), 2)))
  await Promise.all(stores.map((each) => each.migrate()))
  expect(await stores[0]?.read(({ q, t }) => q.$count(t.jobs))).toBe(0)
  await Promise.all(stores.map((each) => each.close()))
  await onServer(server, `drop database ${name}`)
})

test('a way to Postgres that has gone silent holds nobody for ever, and is found again', async () => {
  const proxy = await startFaultProxy(Number(new URL(url).port))
  const through = new URL(url)
  through.port = String(proxy.port)
  const behind = await openPostgres(through.href, 2, { answerWithinMs: 500 })
  const unavailable = (error: unknown) => error instanceof StatementError && error.isUnavailable
  await behind.write((tx) => setCounter(tx, 'before the silence'))
  proxy.become('silent')
  const began = Date.now()
  await expect(behind.read(({ q, t }) => q.$count(t.counters))).rejects.toSatisfy(unavailable)
  await expect(behind.write((tx) => setCounter(tx, 'into the silence'))).rejects.toSatisfy(unavailable)
  expect(Date.now() - began).toBeLessThan(5_000)
  proxy.become('through')
  await behind.write((tx) => setCounter(tx, 'after the silence'))
  const names = await behind.read(({ q, t }) => q.select({ name: t.counters.name }).from(t.counters).where(sql`${t.counters.name} like '% the silence'`))
  expect(names.map(({ name }) => name).filter((name) => name !== 'into the silence').sort()).toEqual(['after the silence', 'before the silence'])
  await behind.close()
  await proxy.close()
})

test('a server that is not there is refused with a reason and without the password', async () => {
  const missing = openStore({ engine: 'postgres', url: 'postgres://market:secret-password@127.0.0.1:1/market' })
  await expect(missing).rejects.toThrow(StoreRefusedError)
  await expect(missing).rejects.toThrow(/ECONNREFUSED/)
  await expect(missing).rejects.not.toThrow(/secret-password/)
})

test('an append in one process wakes those who listen in another', async () => {
  const other = await openPostgres(url, 2)
  let unsubscribe: () => void = () => undefined
  let wakeUps = 0
  const woken = new Promise<void>((resolve) => {
    unsubscribe = other.events.onAppended(() => {
      wakeUps += 1
      // The first call only says that listening has begun.
      if (wakeUps === 1) void appendOne()
      else resolve()
    })
  })
  const appendOne = () => store.write((tx) => tx.append({
    kind: 'job.closed', subjectId: 'woken', marketId: null, at: 0, data: { employerId: 'e', reason: 'closed' },
  }))
  await woken
  unsubscribe()
  await other.close()
})
