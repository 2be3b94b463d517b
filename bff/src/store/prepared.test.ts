import { and, eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStore, type TestStore } from '../../test/support/test-store'
import { given, preparedInsert, preparedList, preparedTexts } from './prepared'
import type { Store } from './store'

let place: TestStore
let store: Store
const names = Array.from({ length: 150 }, (_, index) => `listed-${index}`)
beforeAll(async () => {
  place = await createTestStore()
  store = place.store
  await store.write(({ q, t }) => q.insert(t.counters).values(names.map((name, value) => ({ name, value }))))
})
afterAll(() => place.close())

const valuesOf = preparedList<{ value: number }, string, { least: number }>(({ q, t: { counters } }, listed) =>
  q.select({ value: counters.value }).from(counters).where(and(inArray(counters.name, listed), sql`${counters.value} >= ${sql.placeholder('least')}`)))
const listed = async (some: readonly string[], least = 0) => (await store.read((db) => valuesOf(db, some, { least }))).map(({ value }) => value).sort((one, other) => one - other)

test.each([0, 1, 2, 4, 5, 16, 17, 64, 65, 150])('a list of %i finds each once', async (length) => {
  expect(await listed(names.slice(0, length))).toEqual(Array.from({ length }, (_, value) => value))
})

test('what is named twice comes once, what is not there does not come, and other values count as well', async () => {
  expect(await listed(['listed-3', 'listed-7', 'listed-3', 'nobody', 'listed-9'])).toEqual([3, 7, 9])
  expect(await listed(['listed-3', 'listed-7', 'listed-9'], 7)).toEqual([7, 9])
})

test('a list is one statement that writes, too, and changes nothing else', async () => {
  const raise = preparedList<{ name: string }, string, { value: number }>(({ q, t: { counters } }, some) =>
    q.update(counters).set({ value: given('value') }).where(inArray(counters.name, some)).returning({ name: counters.name }))
  const undone = new Error('not kept')
  await store.write(async (tx) => {
    const raised = await raise(tx, ['listed-1', 'listed-2'], { value: 1_000 })
    expect(raised.map(({ name }) => name).sort()).toEqual(['listed-1', 'listed-2'])
    const all = await tx.q.select().from(tx.t.counters).where(eq(tx.t.counters.value, 1_000))
    expect(all).toHaveLength(2)
    throw undone
  }).catch((error: unknown) => expect(error).toBe(undone))
})

test('each of several texts is built once, and gets the values of the one who asks', async () => {
  const built: string[] = []
  const find = preparedTexts<{ name: string }, { by: 'name' | 'value' }, { name: string; value: number }>(({ q, t: { counters } }, { by }) => {
    built.push(by)
    const wanted = by === 'name' ? eq(counters.name, sql.placeholder('name')) : eq(counters.value, sql.placeholder('value'))
    return q.select({ name: counters.name }).from(counters).where(wanted)
  })
  const ask = (by: 'name' | 'value', name: string, value: number) => store.read((db) => find(db, { by }, { name, value }))
  expect([await ask('name', 'listed-5', 8), await ask('value', 'listed-5', 8), await ask('name', 'listed-6', 8), await ask('value', 'listed-5', 9)].map(([row]) => row?.name))
    .toEqual(['listed-5', 'listed-8', 'listed-6', 'listed-9'])
  expect(built).toEqual(['name', 'value'])
})

test('rows that do not have the same columns are refused, and none of them is inserted', async () => {
  const insert = preparedInsert('codes')
  const code = (token: string) => ({ token, kind: 'gate' as const, targetId: 'x', createdAt: 1 })
  await expect(store.write((tx) => insert(tx, [{ ...code('one'), revokedAt: 5 }, code('two')]))).rejects.toThrow()
  await store.write((tx) => insert(tx, Array.from({ length: 40 }, (_, index) => code(`code-${index}`))))
  const kept = await store.read(({ q, t }) => q.select({ token: t.codes.token, kind: t.codes.kind }).from(t.codes))
  expect(kept.map(({ token }) => token).sort()).toEqual(Array.from({ length: 40 }, (_, index) => `code-${index}`).sort())
  expect(new Set(kept.map(({ kind }) => kind))).toEqual(new Set(['gate']))
})
