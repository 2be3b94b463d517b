import pg from 'pg'
import { expect, test } from 'vitest'
import { testClock } from '../../test/support/clock'
import { countedBy, countingFollower } from '../../test/support/counting-follower'
import { createTestStore } from '../../test/support/test-store'
import { openFeed } from './feed'

test('a transaction that commits late is not skipped, and nothing newer overtakes it', async () => {
  const { store, config, close } = await createTestStore()
  const seen: string[] = []
  const counting = countingFollower('a')
  const feed = openFeed({
    store, clock: testClock(), log: { error: () => expect.unreachable() },
    followers: [{ ...counting, on: async (event, tx) => { seen.push(event.subjectId); await counting.on(event, tx) } }],
  })
  feed.start()

  // The slow one takes its number first and commits last.
  const slow = new pg.Client({ connectionString: config.engine === 'postgres' ? config.url : '' })
  await slow.connect()
  await slow.query('begin')
  await slow.query(`insert into events (kind, subject_id, at, data) values ('job.closed', 'slow', 1, '{}')`)
  await store.write((tx) => tx.append({ kind: 'job.closed', subjectId: 'fast', marketId: null, at: 2, data: { employerId: 'e', reason: 'closed' } }))

  const { events, held } = await store.events.after({ xid: 0, seq: 0 }, 10)
  expect({ events, held }).toEqual({ events: [], held: true })
  expect(await store.events.newest()).toMatchObject({ seq: 2 })

  const caughtUp = feed.caughtUp()
  await slow.query('commit')
  await caughtUp
  expect(seen).toEqual(['slow', 'fast'])
  expect(await countedBy(store, 'a')).toEqual({ fast: 1, slow: 1 })

  await slow.end()
  await feed.stop()
  await close()
})
