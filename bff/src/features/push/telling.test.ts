import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { post, unloading } from '../../../test/support/journey'
import { newsOf, pushed } from '../../../test/support/push'
import { addToMessage } from './choosing.queries'
import { dueMessages, moveMessage } from './outbox.queries'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('a job that is noted after a message was read, in the same millisecond, is told with it and not lost', async () => {
  app.clock.set(monday0440)
  const { marketId } = await app.market()
  const employer = await app.person({ employer: {} })
  const [first, second] = [await post(employer, unloading(marketId)), await post(employer, unloading(marketId))]
  await pushed(app)
  // Nobody checked in: nobody is told but who is put here, and not yet.
  const { personId, ...worker } = await app.person({ worker: {} })
  const later = monday0440 + 1
  const note = (jobId: string) => app.store.write((tx) => addToMessage(tx, personId, [{ jobId, eventSeq: 1, score: 500 }], later, monday0440))
  await note(first.id)
  const [read] = (await app.store.read((db) => dueMessages(db, ['waiting'], later, 10))).filter((message) => message.personId === personId)
  await note(second.id)
  if (read === undefined) throw new Error('a message waits')
  expect(await app.store.write((tx) => moveMessage(tx, read, { state: 'told' }, later))).toBe(false)
  app.clock.set(later)
  expect((await newsOf(app, { personId, ...worker })).map(({ title }) => title)).toEqual(['有 2 个新活适合您'])
})
