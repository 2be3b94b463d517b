import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestStore, engine, type TestStore } from '../../test/support/test-store'
import { StatementError } from '../store/errors'
import { openStore } from '../store/open-store'
import type { Store } from '../store/store'
import type { StoredEvent } from './events'
import { openProjection, type Projection, type View } from './projection'

let place: TestStore
let store: Store
let projections: Projection[]
let logged: object[]
beforeEach(async () => {
  place = await createTestStore()
  store = place.store
  projections = []
  logged = []
})
afterEach(async () => {
  await Promise.all(projections.map((projection) => projection.stop()))
  await place.close()
})

/** A job's fill in the memory of the process: read again whenever an event names it. */
function fillings(from = store) {
  const filled = new Map<string, number>()
  const handed: string[] = []
  const rows = () => from.read(({ q, t: { counters } }) => q.select().from(counters))
  const view = {
    name: 'fillings',
    load: vi.fn(async () => {
      filled.clear()
      for (const { name, value } of await rows()) filled.set(name, value)
    }),
    on: vi.fn(async (events: readonly StoredEvent[]) => {
      handed.push(...events.map(({ subjectId }) => subjectId))
      const named = new Set(events.map(({ subjectId }) => subjectId))
      for (const { name, value } of await rows()) if (named.has(name)) filled.set(name, value)
    }),
  } satisfies View
  return { view, filled, handed }
}

function keepCurrent(view: View, of: Pick<Store, 'events'> = store): Projection {
  const projection = openProjection(of, view)
  projections.push(projection)
  projection.start({ error: (problem) => logged.push(problem) })
  return projection
}

/** A fact and its event in one write, as every command does it. */
const fill = (name: string, value: number, to = store) => to.write(async ({ q, t: { counters }, append }) => {
  await q.insert(counters).values({ name, value }).onConflictDoUpdate({ target: counters.name, set: { value } })
  await append({ kind: 'job.closed', subjectId: name, marketId: null, at: 1, data: { employerId: 'e', reason: 'closed' } })
})

test('what was there at the start is loaded, and what is committed later follows; a reader that asks for the current state has both', async () => {
  await fill('old', 1)
  const { view, filled } = fillings()
  const projection = keepCurrent(view)
  await projection.current()
  expect([...filled]).toEqual([['old', 1]])
  await fill('new', 2)
  await projection.current()
  await fill('old', 3)
  await projection.current()
  expect(Object.fromEntries(filled)).toEqual({ old: 3, new: 2 })
  expect(view.load).toHaveBeenCalledTimes(1)
})

test('what is committed while the view is being loaded is not missed', async () => {
  const { view, filled } = fillings()
  const load = view.load.getMockImplementation()
  view.load.mockImplementation(async () => {
    await load?.()
    await fill('during', 7)
  })
  await keepCurrent(view).current()
  expect([...filled]).toEqual([['during', 7]])
})

test('facts written by many at once and by other processes arrive once each, in pages', async () => {
  const { view, filled, handed } = fillings()
  const projection = keepCurrent(view)
  await projection.current()
  const other = engine === 'postgres' ? await openStore(place.config) : store
  const names = Array.from({ length: 450 }, (_, index) => `job-${index}`)
  await Promise.all(names.map((name, index) => fill(name, index, index % 2 ? other : store)))
  await expect.poll(() => filled.size, { timeout: 5_000, interval: 5 }).toBe(450)
  expect([...handed].sort()).toEqual([...names].sort())
  expect(view.on.mock.calls.every(([events]) => events.length <= 200)).toBe(true)
  expect(view.load).toHaveBeenCalledTimes(1)
  if (other !== store) await other.close()
})

test('one write that appends a whole list is handed over in pages, and all of it', async () => {
  const { view, handed } = fillings()
  const projection = keepCurrent(view)
  await projection.current()
  await store.write(async ({ append }) => {
    for (let at = 0; at < 401; at++) await append({ kind: 'job.closed', subjectId: `job-${at}`, marketId: null, at: 1, data: { employerId: 'e', reason: 'closed' } })
  })
  await projection.current()
  expect(handed).toEqual(Array.from({ length: 401 }, (_, at) => `job-${at}`))
  expect(view.on.mock.calls.map(([events]) => events.length)).toEqual([200, 200, 1])
})

test('asking for the current state costs nothing when nothing was appended since', async () => {
  const since = vi.fn<Store['events']['since']>((look, limit) => store.events.since(look, limit))
  const { view } = fillings()
  const projection = keepCurrent(view, { events: { ...store.events, since } })
  await projection.current()
  const looks = since.mock.calls.length
  // All in one turn: a wake-up that comes late, as they do on Postgres, may look for itself between two turns.
  const asked = Array.from({ length: 100 }, () => projection.current())
  expect(since).toHaveBeenCalledTimes(looks)
  await Promise.all(asked)
})

test('a database that is away is waited for: the view goes on where it was', async () => {
  let away = 2
  const since: Store['events']['since'] = async (look, limit) => {
    if (away-- > 0) throw new StatementError('ECONNREFUSED', 'select')
    return store.events.since(look, limit)
  }
  const { view, filled } = fillings()
  const projection = keepCurrent(view, { events: { ...store.events, since } })
  await fill('a', 1)
  await projection.current()
  expect([...filled]).toEqual([['a', 1]])
  expect(view.load).toHaveBeenCalledTimes(1)
  expect(logged).toEqual([{ projection: 'fillings', error: 'StatementError ECONNREFUSED' }])
})

test('a view that stumbles over an event is loaded again, and says nothing of what it was about', async () => {
  const { view, filled } = fillings()
  const projection = keepCurrent(view)
  await projection.current()
  view.on.mockRejectedValueOnce(new RangeError('王小明 13800138000'))
  await fill('a', 1)
  await projection.current()
  expect([...filled]).toEqual([['a', 1]])
  expect(view.load).toHaveBeenCalledTimes(2)
  expect(logged).toEqual([{ projection: 'fillings', error: 'RangeError' }])
})

test('whoever waits while the store keeps failing is told so, and served again once it is back', async () => {
  let away = true
  const { view } = fillings()
  const projection = keepCurrent(view, { events: { ...store.events, look: () => (away ? Promise.reject(new StatementError('ECONNREFUSED', 'select')) : store.events.look()) } })
  await expect(projection.current()).rejects.toThrow('ECONNREFUSED')
  away = false
  await projection.current()
  expect(view.load).toHaveBeenCalledTimes(1)
}, 20_000)

test('one that is stopped keeps nobody waiting; started again it begins afresh', async () => {
  const { view, filled } = fillings()
  const projection = keepCurrent(view)
  await projection.current()
  await projection.stop()
  await expect(projection.current()).rejects.toThrow('fillings is not running')
  await fill('meanwhile', 1)
  projection.start({ error: () => expect.unreachable() })
  await projection.current()
  expect([...filled]).toEqual([['meanwhile', 1]])
})
