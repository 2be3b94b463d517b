import { day } from '@market/shared/words/time'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { retireLicences } from './documents.queries'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const monday = Date.parse('2026-11-23T00:00:00+08:00')
const personUntil = async (verifiedUntil: number, employerUntil: number | null = null): Promise<TestPerson> => {
  const person = await app.person(employerUntil === null ? { worker: {} } : { employer: {} })
  await app.store.write(async ({ q, t }) => {
    await q.update(t.people).set({ verifiedUntil }).where(eq(t.people.id, person.personId))
    await q.update(t.employers).set({ verifiedUntil: employerUntil }).where(eq(t.employers.personId, person.personId))
  })
  return person
}
const titles = async (person: TestPerson): Promise<string[]> => {
  await app.feed.caughtUp()
  // From the table: over two months a session ends.
  const rows = await app.store.read(({ q, t }) => q.select().from(t.inboxMessages).where(eq(t.inboxMessages.personId, person.personId)).orderBy(t.inboxMessages.eventSeq))
  return rows.map(({ title }) => title)
}

describe('reminders', () => {
  test('come 30, 14 and 3 days before the end and when it is over, each once, whoever runs the chore how often', async () => {
    const person = await personUntil(monday + 31 * day)
    const seen: string[][] = []
    for (const passed of [0, 1, 2, 17, 18, 28, 30, 31, 60]) {
      app.clock.set(monday0440 + passed * day)
      await Promise.all([app.chores.runAll(), app.chores.runAll()])
      await app.chores.runAll()
      seen.push(await titles(person))
    }
    expect(seen.map((list) => list.length)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4])
    expect(seen.at(-1)).toEqual(['实名核验还有 30 天到期', '实名核验还有 14 天到期', '实名核验还有 3 天到期', '实名核验过期了'])
  })

  test('who was away gets one and not four; who was checked anew gets them again', async () => {
    app.clock.set(monday0440)
    const person = await personUntil(monday - 40 * day, monday + 2 * day)
    await app.chores.runAll()
    expect(await titles(person)).toEqual(['实名核验过期了', '单位审核还有 3 天到期'])
    await app.store.write(async ({ q, t }) => { await q.update(t.people).set({ verifiedUntil: monday + 14 * day, remindedDays: null }).where(eq(t.people.id, person.personId)) })
    await app.chores.runAll()
    expect((await titles(person)).at(-1)).toBe('实名核验还有 14 天到期')
  })

  test('of papers go to their employer, and stop when a new one takes their place', async () => {
    app.clock.set(monday0440)
    const employer = await app.person({ employer: { kind: 'agency' } })
    const verification = (id: string) => ({ id, personId: employer.personId, kind: 'employer' as const, state: 'passed' as const, method: 'review' as const, submittedAt: monday0440 - 90 * day })
    const paper = (id: string, verificationId: string, validUntil: string | null) => ({
      id, verificationId, employerId: employer.personId, kind: 'hr_permit' as const, number: '第0300001313号', validFrom: '2021-01-01', validUntil, verifiedAt: monday0440 - 90 * day,
    })
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.verifications).values([verification('verification-old'), verification('verification-new')])
      await q.insert(t.licences).values([paper('licence-old', 'verification-old', '2026-12-05'), paper('licence-new', 'verification-new', null)])
    })
    await app.chores.runAll()
    expect(await titles(employer)).toEqual(['人力资源服务许可证还有 14 天到期'])
    await app.store.write((tx) => retireLicences(tx, employer.personId, 'verification-new'))
    app.clock.set(Date.parse('2026-12-06T05:00:00+08:00'))
    await app.chores.runAll()
    expect(await titles(employer)).toHaveLength(1)
  })

  test('pictures that were put aside and never submitted are gone after a day', async () => {
    app.clock.set(monday0440)
    const person = await app.person({ worker: {}, unverified: true })
    const document = (id: string, createdAt: number) => ({ id, personId: person.personId, kind: 'id_card' as const, mime: 'image/jpeg', bytes: 3, contentSealed: 'sealed', createdAt })
    await app.store.write(async ({ q, t }) => { await q.insert(t.documents).values([document('document-old', monday0440 - day - 1), document('document-new', monday0440 - day + 1)]) })
    await app.chores.runAll()
    const rows = await app.store.read(({ q, t }) => q.select({ id: t.documents.id }).from(t.documents).where(eq(t.documents.personId, person.personId)))
    expect(rows).toEqual([{ id: 'document-new' }])
  })
})
