import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findHoursOver } from '../src/features/apply/apply.queries'
import { findDeadQueues, findOverdueOffers, findUnservedQueues } from '../src/features/apply/places.queries'
import { byHandWaiting, entriesOf } from '../src/features/arrive/reviews.queries'
import { countOpenAt } from '../src/features/cases/cases.queries'
import { agreementsToSeal, papersToMake } from '../src/features/sign/sealing.queries'
import { sqliteQueries } from '../src/store/sqlite-queries'
import * as tables from '../src/store/schema.sqlite'
import type { Db } from '../src/store/store'
import { createTestStore, type TestStore } from './support/test-store'

/**
 * What is looked for again and again, for nobody in particular, begins with the few that wait and not with the hundred thousand
 * jobs or agreements that do not: a look that reads all of them holds everybody up, however seldom it comes.
 */

let store: TestStore
let connection: Database.Database
let plans: string[]
let db: Db

beforeAll(async () => {
  store = await createTestStore()
  if (store.config.engine !== 'sqlite') throw new Error('plans are of SQLite')
  connection = new Database(store.config.file, { readonly: true })
  const statementOf = (text: string) => {
    const explain = connection.prepare(`explain query plan ${text}`)
    const statement = connection.prepare(text)
    const plan = (values: unknown[]): void => {
      plans.push((explain.all(...values) as { detail: string }[]).map(({ detail }) => detail).find((detail) => /^(SCAN|SEARCH)/.test(detail)) ?? '')
    }
    return new Proxy(statement, {
      get: (target, name) => name === 'raw'
        ? () => ({ all: (...values: unknown[]) => { plan(values); return target.raw(true).all(...values) } })
        : (Reflect.get(target, name) as unknown),
    })
  }
  db = { q: sqliteQueries(statementOf), t: tables as unknown as Db['t'] }
})
afterAll(async () => {
  connection.close()
  await store.close()
})

test.each([
  ['queues that nobody serves', () => findUnservedQueues(db, 1, null, 10), 'applications_queue'],
  ['the rest of them', () => findUnservedQueues(db, 1, 'job', 10), 'applications_queue'],
  ['queues of jobs that are over', () => findDeadQueues(db, 1, 10), 'applications_queue'],
  ['offers that nobody took', () => findOverdueOffers(db, 1, 10), 'applications_offers'],
  ['applications nobody signed in time', () => findHoursOver(db, 'unsigned', 1, null, 10), 'applications_unsigned'],
  ['the rest of those', () => findHoursOver(db, 'unsigned', 1, { id: 'one', jobId: 'job', endsAt: 0 }, 10), 'applications_unsigned'],
  ['applications of who was never scanned', () => findHoursOver(db, 'absent', 1, null, 10), 'applications_absent'],
  ['agreements that wait for their seal', () => agreementsToSeal(db, 10), 'agreements_to_seal'],
  ['agreements that wait for their paper', () => papersToMake(db, 10), 'agreements_without_paper'],
  ['those entered by hand', () => byHandWaiting(db, '/41/4103/market-0001/'), 'cases_open'],
  ['the entries of one person', () => entriesOf(db, 'application'), 'scans_application'],
  ['cases of a kind that wait', () => countOpenAt(db, 'arrival', '/41/4103/market-0001/'), 'cases_open'],
])('%s are found by an index of their own', async (_what, look, index) => {
  plans = []
  await look()
  expect(plans[0]).toContain(index)
})
