import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { consent } from '@market/shared/register/consent'
import { deskEndpoints } from '@market/shared/desk/desk.contract'
import { oralConsent } from '@market/shared/desk/oral-consent'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { staffEndpoints } from '@market/shared/staff/staff.contract'
import { createTestApp, type TestApp } from '../../test/support/app'
import { testConfig } from '../../test/support/config'
import { idNumber } from '../../test/support/people'
import { indexedNumbers, reindexColumn } from './reindexing'
import { createVault, type Vault } from './vault'

const older = testConfig().keys.index
const newest = Buffer.alloc(32, 13)
let app: TestApp
let vault: Vault
const onlyNewest = createVault({ keys: testConfig().keys.vault, indexKeys: [newest] })
const earlier = createVault({ keys: testConfig().keys.vault, indexKeys: older })
const [idNumbers, phones] = indexedNumbers

const open: TestApp[] = []
beforeEach(async () => {
  app = await createTestApp({ config: { keys: { ...testConfig().keys, index: [...older, newest] } } })
  open.push(app)
  ;({ vault } = app)
})
afterAll(async () => {
  for (const one of open) await one.close()
})

/** As it was written before there was a newer key. */
const backdate = (personId: string, { number, phone }: { number?: string; phone?: string }): Promise<void> => app.store.write(async ({ q, t }) => {
  await q.update(t.people).set({
    ...(number === undefined ? {} : { idNumberIndex: earlier.blindIndex('id_number', number) }),
    ...(phone === undefined ? {} : { phoneIndex: earlier.blindIndex('phone', phone) }),
  }).where(eq(t.people.id, personId))
})
const indexesOf = async (personId: string) => {
  const [row] = await app.store.read(({ q, t }) => q.select({ number: t.people.idNumberIndex, phone: t.people.phoneIndex }).from(t.people).where(eq(t.people.id, personId)))
  if (row === undefined) throw new Error('there is this person')
  return row
}
const form = (name: string, number: string, phone: string) =>
  ({ name, idNumber: number, phone, trades: ['4-02-05-01'], skillLevel: 'junior' as const, wishedPayFen: 23_000, wishedPayUnit: 'day' as const, consent: consent.version })

/** Somebody who registered under the older key. */
async function ofOld(phone: string) {
  const person = await app.person({ newcomer: true })
  const number = idNumber()
  await person.call(registerEndpoints.worker, { body: form('王建国', number, phone) })
  await backdate(person.personId, { number, phone })
  return { person, number, phone }
}

test('a number under the older key is nobody else’s under the newer one, however many ask at once, and its owner changes what is theirs', async () => {
  const { person, number, phone } = await ofOld('13800005678')
  const others = await Promise.all([app.person({ newcomer: true }), app.person({ newcomer: true })])
  const answers = await Promise.all(others.map((other) => other.refused(registerEndpoints.worker, { body: form('王建国', number, '13800000001') })))
  expect(answers.map(({ code }) => code)).toEqual(['identity_needs_review', 'identity_needs_review'])
  for (const other of others) expect((await indexesOf(other.personId)).number).toBeNull()
  await person.call(registerEndpoints.worker, { body: form('王建国', number, phone) })
  expect(await indexesOf(person.personId)).toEqual({ number: onlyNewest.blindIndex('id_number', number), phone: onlyNewest.blindIndex('phone', phone) })
})

test('two new ones with one number: one of them has it', async () => {
  const number = idNumber()
  const both = await Promise.all([app.person({ newcomer: true }), app.person({ newcomer: true })])
  const answers = await Promise.all(both.map((one) => one.raw(registerEndpoints.worker, { body: form('王建国', number, '13800000001') })))
  expect(answers.map(({ status }) => status).filter((status) => status < 300)).toHaveLength(1)
})

test('at the desk the card finds whoever was registered under the older key, and makes no second account', async () => {
  const { person, number } = await ofOld('13800005678')
  const market = await app.market()
  const desk = await app.person({ staffOf: market.marketId })
  const found = await desk.call(deskEndpoints.find, { body: { shown: { name: '王建国', idNumber: number } } })
  expect(found.person?.personId).toBe(person.personId)
})

test('who registers them at the desk again is shown who they are: no second account', async () => {
  const { person, number } = await ofOld('13800005678')
  const market = await app.market()
  const desk = await app.person({ staffOf: market.marketId })
  const count = async (): Promise<number> => (await app.store.read(({ q, t }) => q.select({ id: t.people.id }).from(t.people))).length
  const before = await count()
  const card = { name: '王建国', idNumber: number, phone: '', trades: ['4-02-05-01'], wishedPayFen: 20_000, wishedPayUnit: 'day' as const, compared: true, consent: oralConsent.version }
  expect(await desk.call(deskEndpoints.register, { body: card })).toMatchObject({ known: true, person: { personId: person.personId } })
  expect(await count()).toBe(before)
})

test('who has their identity checked anew is found under the older key; nobody else is given their number, before or after', async () => {
  const { person, number } = await ofOld('13800005678')
  const other = await app.person({ newcomer: true })
  const body = { name: '王建国', idNumber: number, consent: consent.version }
  expect(await other.refused(identityEndpoints.check, { body })).toMatchObject({ code: 'identity_needs_review' })
  expect((await person.call(identityEndpoints.check, { body })).identity.person).toMatchObject({ standing: 'valid' })
  // It stays where it was until it is indexed anew: nothing of theirs was written.
  expect((await indexesOf(person.personId)).number).toBe(earlier.blindIndex('id_number', number))
  expect(await other.refused(identityEndpoints.check, { body })).toMatchObject({ code: 'identity_needs_review' })
  expect((await indexesOf(other.personId)).number).toBeNull()
})

test('who gives rights finds them by phone, while it is under the older key', async () => {
  const { personId, phone } = await app.person({ worker: {}, phone: '13712340000' })
  await backdate(personId, { phone })
  const market = await app.market()
  const manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
  expect((await manager.call(staffEndpoints.find, { body: { phone } })).person?.personId).toBe(personId)
})

test('broken off it goes on; then everybody is found with the newest key alone, and there is nothing left to do', async () => {
  const people = await Promise.all(Array.from({ length: 3 }, (_, index) => ofOld(`1380000567${index}`)))
  await expect(reindexColumn({ store: app.store, vault }, idNumbers, () => { throw new Error('the plug is pulled') })).rejects.toThrow('the plug')
  for (const number of indexedNumbers) expect(await reindexColumn({ store: app.store, vault }, number)).toMatchObject({ unreadable: [], doubled: [] })
  for (const { person, number, phone } of people) {
    expect(await indexesOf(person.personId)).toEqual({ number: onlyNewest.blindIndex('id_number', number), phone: onlyNewest.blindIndex('phone', phone) })
  }
  for (const number of indexedNumbers) expect(await reindexColumn({ store: app.store, vault: onlyNewest }, number)).toMatchObject({ reindexed: 0 })
})

test('what was changed meanwhile stands', async () => {
  const { person, phone } = await ofOld('13800005678')
  const place = { table: 'people', column: 'phone_sealed', row: person.personId }
  const changed = { phoneSealed: vault.seal('13911112222', place), phoneIndex: vault.blindIndex('phone', '13911112222') }
  const writing = { ...app.store, write: async <T>(effect: Parameters<typeof app.store.write<T>>[0]): Promise<T> => {
    await app.store.write(({ q, t }) => q.update(t.people).set(changed).where(eq(t.people.id, person.personId)))
    return app.store.write(effect)
  } }
  expect((await reindexColumn({ store: writing, vault }, phones)).reindexed).toBe(0)
  expect((await indexesOf(person.personId)).phone).toBe(changed.phoneIndex)
  expect(changed.phoneIndex).not.toBe(vault.blindIndex('phone', phone))
})

test('one number under both keys, from a server that did not know the older one: who is left is named, all others are done', async () => {
  const first = await ofOld('13800005678')
  const twin = await ofOld('13800005679')
  const other = await ofOld('13800005670')
  await app.store.write(({ q, t }) => q.update(t.people).set({ idNumberIndex: onlyNewest.blindIndex('id_number', first.number) }).where(eq(t.people.id, twin.person.personId)))
  await app.store.write(({ q, t }) => q.update(t.people).set({
    idNumberSealed: vault.seal(first.number, { table: 'people', column: 'id_number_sealed', row: twin.person.personId }),
  }).where(eq(t.people.id, twin.person.personId)))
  expect((await reindexColumn({ store: app.store, vault }, idNumbers)).doubled).toEqual([first.person.personId])
  expect((await indexesOf(first.person.personId)).number).toBe(earlier.blindIndex('id_number', first.number))
  expect((await indexesOf(other.person.personId)).number).toBe(onlyNewest.blindIndex('id_number', other.number))
})

test('a number that cannot be opened is named and found as it was', async () => {
  const { person, number } = await ofOld('13800005678')
  const lost = createVault({ keys: [{ version: 9, key: Buffer.alloc(32, 8) }], indexKeys: [...older, newest] })
  expect((await reindexColumn({ store: app.store, vault: lost }, idNumbers)).unreadable).toContain(person.personId)
  expect((await indexesOf(person.personId)).number).toBe(earlier.blindIndex('id_number', number))
})
