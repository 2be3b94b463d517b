import { afterEach, beforeEach, expect, test } from 'vitest'
import { runChild } from '../../test/support/child'
import { testClock } from '../../test/support/clock'
import { countedBy, countingFollower } from '../../test/support/counting-follower'
import { createTestStore, engine, type TestStore } from '../../test/support/test-store'
import { openStore } from '../store/open-store'
import type { Store } from '../store/store'
import { openFeed, type Feed, type Follower } from './feed'

let place: TestStore
let store: Store
let feeds: Feed[]
let logged: object[]
beforeEach(async () => {
  place = await createTestStore()
  store = place.store
  feeds = []
  logged = []
})
afterEach(async () => {
  await Promise.all(feeds.map((feed) => feed.stop()))
  await place.close()
})

function follow(...followers: Follower[]): Feed {
  const feed = openFeed({ store, clock: testClock(), followers, log: { error: (problem) => logged.push(problem) } })
  feeds.push(feed)
  feed.start()
  return feed
}
const append = (subjectId: string, to = store) => to.write((tx) =>
  tx.append({ kind: 'job.closed', subjectId, marketId: null, at: 1_000, data: { employerId: 'e', reason: 'closed' } }))
const subjects = (count: number) => Array.from({ length: count }, (_, index) => `job-${String(index).padStart(3, '0')}`)
const once = (names: string[]) => Object.fromEntries(names.map((name) => [name, 1]))

test('every event reaches every follower once, in the order of the table, whoever appends at the same time', async () => {
  const order: number[] = []
  const feed = follow(countingFollower('a'), { ...countingFollower('b'), on: async (event) => { order.push(event.seq) } })
  const names = subjects(120)
  await Promise.all(names.map((name) => append(name)))
  await feed.caughtUp()
  expect(await countedBy(store, 'a')).toEqual(once(names))
  expect(order).toHaveLength(120)
  if (engine === 'sqlite') expect(order).toEqual([...order].sort((a, b) => a - b))
})

test('an event carries what was appended, and an aborted write appends nothing', async () => {
  const seen: unknown[] = []
  const feed = follow({ ...countingFollower('a'), on: async ({ xid: _xid, seq: _seq, ...event }) => { seen.push(event) } })
  const event = { kind: 'check_in.recorded', subjectId: 'c', marketId: 'm', at: 5, data: { personId: 'p', gateId: 'g', day: '2026-11-03', number: 7 } } as const
  await store.write((tx) => tx.append(event))
  await expect(store.write(async (tx) => {
    await tx.append({ ...event, subjectId: 'never' })
    throw new Error('refused')
  })).rejects.toThrow('refused')
  await feed.caughtUp()
  expect(seen).toEqual([event])
})

test('while events keep coming they are handled together; a first one after a quiet time waits for nothing', async () => {
  const rounds: number[] = []
  const feed = follow({ ...countingFollower('a'), after: async () => { rounds.push(performance.now()) } })
  await feed.caughtUp()
  const before = performance.now()
  await append('first')
  await expect.poll(() => rounds.length, { interval: 1, timeout: 5_000 }).toBe(1)
  for (const name of subjects(150)) await append(name)
  const took = performance.now() - before
  await feed.caughtUp()
  expect(await countedBy(store, 'a')).toEqual(once(['first', ...subjects(150)]))
  // A page is fifty events, or what came in twenty-five milliseconds; one more is asked for at the end.
  expect(rounds.length).toBeLessThanOrEqual(took / 25 + 151 / 50 + 3)
})

test('a follower that was stopped goes on where it was: nothing missed, nothing repeated', async () => {
  const names = subjects(30)
  const first = follow(countingFollower('a'))
  await Promise.all(names.slice(0, 10).map((name) => append(name)))
  await first.caughtUp()
  await first.stop()
  await Promise.all(names.slice(10, 20).map((name) => append(name)))
  const second = follow(countingFollower('a'))
  await Promise.all(names.slice(20).map((name) => append(name)))
  await second.caughtUp()
  expect(await countedBy(store, 'a')).toEqual(once(names))
})

test('killed after its effect and before the commit, a follower handles the event once when it is back', async () => {
  const names = subjects(70)
  for (const name of names) await append(name)
  if (engine === 'sqlite') await store.close()
  const child = await runChild('die-between-effect-and-commit', place.config, 'job-055')
  expect(child, child.output).toMatchObject({ signal: 'SIGKILL' })
  if (engine === 'sqlite') {
    store = await openStore(place.config)
    place = { ...place, close: () => store.close().then(() => place.remove()) }
  }
  const handledBefore = Object.keys(await countedBy(store, 'counting')).length
  expect(handledBefore).toBeGreaterThan(0)
  expect(handledBefore).toBeLessThan(70)
  await follow(countingFollower('counting')).caughtUp()
  expect(await countedBy(store, 'counting')).toEqual(once(names))
})

test('two runners of one follower share the work and double nothing', async () => {
  // On Postgres a second process; on SQLite, which allows only one, a second runner in it.
  const otherStore = engine === 'postgres' ? await openStore(place.config) : store
  const other = openFeed({ store: otherStore, clock: testClock(), followers: [countingFollower('a')], log: { error: (problem) => logged.push(problem) } })
  feeds.push(other)
  other.start()
  const feed = follow(countingFollower('a'))
  const names = subjects(200)
  await Promise.all(names.map((name, index) => append(name, index % 2 ? store : otherStore)))
  await Promise.all([feed.caughtUp(), other.caughtUp()])
  expect(await countedBy(store, 'a')).toEqual(once(names))
  expect(logged).toEqual([])
  await other.stop()
  if (otherStore !== store) await otherStore.close()
})

test('a rebuild gives the same result', async () => {
  const names = subjects(130)
  await Promise.all(names.map((name) => append(name)))
  const feed = follow(countingFollower('a'), countingFollower('b'))
  await feed.caughtUp()
  // Damage that only a rebuild can know nothing of.
  await store.write(({ q, t }) => q.update(t.counters).set({ value: 9 }))
  const during = append('job-during')
  await feed.rebuild('a')
  await during
  await feed.caughtUp()
  expect(await countedBy(store, 'a')).toEqual(once([...names, 'job-during']))
  expect((await countedBy(store, 'b'))['job-000']).toBe(9)
})

test('an effect that failed twice and then worked is there once', async () => {
  let failures = 2
  const counting = countingFollower('a')
  const feed = follow({
    ...counting,
    async on(event, tx) {
      await counting.on(event, tx)
      if (event.subjectId === 'job-001' && failures-- > 0) throw new Error('not yet')
    },
  })
  const names = subjects(3)
  await store.write(async (tx) => {
    for (const name of names) await tx.append({ kind: 'job.closed', subjectId: name, marketId: null, at: 1, data: { employerId: 'e', reason: 'ended' } })
  })
  await feed.caughtUp()
  expect(await countedBy(store, 'a')).toEqual(once(names))
})

test('an event that cannot be handled stops its follower visibly, is not skipped, and holds up nobody else', async () => {
  let broken = true
  const counting = countingFollower('broken')
  const breaking: Follower = {
    ...counting,
    async on(event, tx) {
      if (event.subjectId === 'job-002' && broken) throw new RangeError('王小明 13800138000')
      await counting.on(event, tx)
    },
  }
  const names = subjects(5)
  for (const name of names) await append(name)
  const feed = follow(breaking, countingFollower('healthy'))
  await expect(feed.caughtUp()).rejects.toThrow(/follower broken stopped at event \d+ \(job\.closed\)/)
  await expect.poll(() => countedBy(store, 'healthy')).toEqual(once(names))
  expect(await countedBy(store, 'broken')).toEqual(once(['job-000', 'job-001']))
  expect(feed.status()).toMatchObject([
    { name: 'broken', state: 'stopped', poison: { kind: 'job.closed' } },
    { name: 'healthy', state: 'running', poison: null },
  ])
  // Sequence and kind; nothing of what the event or the error was about.
  expect(logged).toEqual([{ follower: 'broken', seq: expect.any(Number) as unknown, kind: 'job.closed', error: 'RangeError' }])

  broken = false
  await feed.stop()
  feed.start()
  await feed.caughtUp()
  expect(await countedBy(store, 'broken')).toEqual(once(names))
})

test('two followers of one name are refused, because they would share a position', () => {
  expect(() => follow(countingFollower('a'), countingFollower('a'))).toThrow('two followers have the same name')
})
