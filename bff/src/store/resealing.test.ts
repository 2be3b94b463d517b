import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { createTestApp, type TestApp } from '../../test/support/app'
import { putPaper } from '../../test/support/agreement-paper'
import { showPapers } from '../../test/support/identity'
import { hired, post, unloading } from '../../test/support/journey'
import { giveLicence } from '../../test/support/licences'
import { idNumber } from '../../test/support/people'
import { resealColumn, sealedColumns, type Resealed } from './resealing'
import { createVault, type Vault } from './vault'

const newest = { version: 2, key: Buffer.alloc(32, 9) }
const indexKey = Buffer.alloc(32, 3)
let app: TestApp
let both: Vault
const onlyNewest = createVault({ keys: [newest], indexKeys: [indexKey] })

/** A market's day: everybody has registered themselves, shown papers and signed, so that the product has sealed what it seals. */
beforeAll(async () => {
  app = await createTestApp()
  both = createVault({ keys: [...app.config.keys.vault, newest], indexKeys: [indexKey] })
  const market = await app.market()
  const [newcomer, worker, newEmployer, employer, staff] = [await app.person({ newcomer: true }), await app.person({ worker: {} }), await app.person({ newcomer: true }), await app.person({ employer: {} }), await app.person({ staffOf: market.marketId })]
  await newcomer.call(registerEndpoints.worker, { body: { name: '王建国', idNumber: idNumber(), phone: '138 0000 5678', trades: ['4-02-05-01'], skillLevel: 'junior', wishedPayFen: 23_000, wishedPayUnit: 'day', consent: consent.version } })
  const contact = { name: '李建设', idNumber: idNumber() }
  await newEmployer.call(registerEndpoints.employer, { body: { kind: 'business', name: '洛阳宏运农贸有限公司', licence: '91350100M000100Y43', contactName: contact.name, phone: '139 0000 1234', consent: consent.version } })
  await showPapers(newEmployer, contact, staff, market.marketId)
  const job = await post(employer, unloading(market.marketId))
  const { agreement } = await hired(worker, employer, job.id)
  await putPaper(app, agreement?.id ?? '')
  await giveLicence(app, worker.personId, 'work_at_height')
})
afterAll(() => app.close())

const all = (): Promise<ReturnType<typeof sealedColumns>> => app.store.read(({ t }) => Promise.resolve(sealedColumns(t)))
const resealAll = async (vault: Vault): Promise<Resealed & { where: string[] }> => {
  const sum = { looked: 0, resealed: 0, unreadable: [] as string[], where: [] as string[] }
  for (const column of await all()) {
    const { looked, resealed, unreadable } = await resealColumn({ store: app.store, vault }, column)
    sum.looked += looked
    sum.resealed += resealed
    sum.unreadable.push(...unreadable)
    if (looked > 0) sum.where.push(column.name)
  }
  return sum
}
const setPhone = (personId: string, phoneSealed: string): Promise<void> => app.store.write(async ({ q, t }) => {
  await q.update(t.people).set({ phoneSealed }).where(eq(t.people.id, personId))
})
const someone = async () => {
  const rows = await app.store.read(({ q, t }) => q.select({ id: t.people.id, phoneSealed: t.people.phoneSealed }).from(t.people))
  return rows.filter((row): row is { id: string; phoneSealed: string } => row.phoneSealed !== null)
}
const phonePlace = (row: string) => ({ table: 'people', column: 'phone_sealed', row })

test('what was changed while it was being sealed anew stands', async () => {
  const [first] = await someone()
  const people = (await all()).find(({ name }) => name === 'people.phone_sealed')
  if (first === undefined || people === undefined) throw new Error('somebody has a phone')
  const writing = { ...app.store, write: async <T>(effect: Parameters<typeof app.store.write<T>>[0]): Promise<T> => {
    await setPhone(first.id, both.seal('13911112222', phonePlace(first.id)))
    return app.store.write(effect)
  } }
  const done = await resealColumn({ store: writing, vault: both }, people)
  expect(done).toMatchObject({ unreadable: [], resealed: done.looked - 1 })
  const now = (await someone()).find(({ id }) => id === first.id)
  expect(onlyNewest.open(now?.phoneSealed ?? '', phonePlace(first.id))).toBe('13911112222')
})

test('broken off it goes on; then everything opens with the newest key alone, and there is nothing left to do', async () => {
  const [column] = await all()
  if (column === undefined) throw new Error('there are columns')
  await expect(resealColumn({ store: app.store, vault: both }, column, () => { throw new Error('the plug is pulled') })).rejects.toThrow('the plug')
  const first = await resealAll(both)
  expect(first.unreadable).toEqual([])
  expect(first.where).toEqual(expect.arrayContaining([
    'people.name_sealed', 'people.id_number_sealed', 'people.phone_sealed', 'employers.contact_name_sealed', 'jobs.contact_phone_sealed', 'documents.content_sealed',
    'work_licences.number_sealed', 'agreements.text_sealed', 'strokes.data_sealed', 'agreement_papers.content_sealed', 'idempotency_results.response_sealed',
  ]))
  expect(await resealAll(both)).toMatchObject({ looked: first.looked, resealed: 0, unreadable: [] })
  // Opened one by one: a vault with a third key has to.
  const third = createVault({ keys: [newest, { version: 3, key: Buffer.alloc(32, 7) }], indexKeys: [indexKey] })
  expect(await resealAll(third)).toMatchObject({ looked: first.looked, resealed: first.looked, unreadable: [] })
})

test('what cannot be opened is named and left as it is', async () => {
  const [one, other] = await someone()
  if (one === undefined || other === undefined) throw new Error('two have a phone')
  await setPhone(one.id, other.phoneSealed)
  const fourth = createVault({ keys: [{ version: 3, key: Buffer.alloc(32, 7) }, { version: 4, key: Buffer.alloc(32, 8) }], indexKeys: [indexKey] })
  expect(await resealAll(fourth)).toMatchObject({ unreadable: [one.id] })
  expect((await someone()).find(({ id }) => id === one.id)?.phoneSealed).toBe(other.phoneSealed)
})
