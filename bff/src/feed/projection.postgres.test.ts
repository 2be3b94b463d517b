import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestStore } from '../../test/support/test-store'
import { openStore } from '../store/open-store'
import { openProjection } from './projection'

test('a long transaction holds up nothing; what it appended is seen when it commits, once, and so is what came meanwhile', async () => {
  const { store, config, close } = await createTestStore()
  const seen: string[] = []
  const projection = openProjection(store, {
    name: 'seen',
    load: async () => undefined,
    on: async (events) => { seen.push(...events.map(({ subjectId }) => subjectId)) },
  })
  const append = (subjectId: string) => store.write((tx) =>
    tx.append({ kind: 'job.closed', subjectId, marketId: null, at: 2, data: { employerId: 'e', reason: 'closed' } }))
  const slow = new pg.Client({ connectionString: config.engine === 'postgres' ? config.url : '' })
  await slow.connect()
  await slow.query('begin')
  // It has begun before the view is loaded, and takes its numbers first.
  await slow.query(`insert into events (kind, subject_id, at, data) select 'job.closed', 'slow-' || n, 1, '{}' from generate_series(1, 250) as n`)
  projection.start({ error: () => expect.unreachable() })

  await append('fast-1')
  await projection.current()
  await append('fast-2')
  await projection.current()
  expect(seen.filter((name) => name.startsWith('fast'))).toEqual(['fast-1', 'fast-2'])
  expect(seen.filter((name) => name.startsWith('slow'))).toEqual([])

  await slow.query('commit')
  await append('fast-3')
  await projection.current()
  expect(seen).toHaveLength(253)
  expect(new Set(seen).size).toBe(253)

  await slow.end()
  await projection.stop()
  await close()
})

test('what another process commits is seen within 50 ms', async () => {
  const { store, config, close } = await createTestStore()
  const other = await openStore(config)
  const arrivals: number[] = []
  const projection = openProjection(other, { name: 'seen', load: async () => undefined, on: async () => { arrivals.push(performance.now()) } })
  projection.start({ error: () => expect.unreachable() })
  await projection.current()
  const delays: number[] = []
  for (let round = 0; round < 9; round++) {
    const before = arrivals.length
    await store.write((tx) => tx.append({ kind: 'job.closed', subjectId: 'a', marketId: null, at: 2, data: { employerId: 'e', reason: 'closed' } }))
    const committed = performance.now()
    await expect.poll(() => arrivals.length, { interval: 1 }).toBeGreaterThan(before)
    delays.push((arrivals.at(-1) ?? Infinity) - committed)
  }
  // The middle one: a busy machine may stumble once.
  expect(delays.sort((one, next) => one - next)[4]).toBeLessThan(50)
  await projection.stop()
  await other.close()
  await close()
})
