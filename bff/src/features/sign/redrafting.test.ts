import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { templateEndpoints } from '@market/shared/sign/templates.contract'
import { maskName } from '@market/shared/words/mask'
import { day, hour, startOfMarketWeek } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { apply, hired, post, read, sign, signing, unloading } from '../../../test/support/journey'
import { idNumber } from '../../../test/support/people'
import { sm3 } from '../../crypto/sm2'

/** Between reading and signing the world goes on: what is signed is the text that is right then, or has been offered. */
describe('a text between reading and signing', () => {
  let app: TestApp
  let marketId: string
  let employer: TestPerson
  let officers: [TestPerson, TestPerson]
  beforeAll(async () => {
    app = await createTestApp()
    marketId = (await app.market()).marketId
    employer = await app.person({ name: '李宏运', employer: {} })
    const officer = { grants: [{ role: 'officer' as const, scopePath: '/41/' }] }
    officers = [await app.person(officer), await app.person(officer)]
  })
  afterAll(() => app.close())

  const young = () => app.person({ idNumber: idNumber(1990), worker: {} })
  const draftOf = async (worker: TestPerson, by: TestPerson = employer, hours: object = {}) => {
    const { agreement } = await apply(worker, (await post(by, unloading(marketId, hours))).id)
    return agreement?.id ?? ''
  }
  const trySigning = async (person: TestPerson, agreementId: string, party: 'worker' | 'employer', seen?: Awaited<ReturnType<typeof read>>) =>
    person.raw(signEndpoints.sign, { params: { agreementId }, body: signing(seen ?? (await read(person, agreementId)), party, 26_000) })

  /** A new version of all forms, in force at once. */
  const putInForce = async (line: string) => {
    app.clock.advance(1)
    const { inForce: base } = await officers[0].call(templateEndpoints.versions)
    const { forms } = await officers[0].call(templateEndpoints.version, { params: { version: base } })
    const added = Object.fromEntries(Object.entries(forms).map(([kind, form]) => [kind, { ...form, closing: [...form.closing.slice(0, 3), line] }])) as typeof forms
    const { version } = await officers[0].call(templateEndpoints.propose, { body: { base, note: '加一句', forms: added } })
    app.clock.advance(1)
    await officers[1].call(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: null } })
    return `41-${version}`
  }
  const rewrittenTimes = async (agreementId: string) =>
    (await app.store.read(({ q, t }) => q.select({ kind: t.events.kind }).from(t.events).where(eq(t.events.subjectId, agreementId)).orderBy(t.events.seq))).filter(({ kind }) => kind === 'agreement.rewritten').length

  it('the wording changed and nobody had signed: it is written anew under the same number, read again and signed', async () => {
    const worker = await young()
    const agreementId = await draftOf(worker)
    const seen = await read(worker, agreementId)
    const name = await putInForce('第一次改。')
    expect(await trySigning(worker, agreementId, 'worker', seen)).toMatchObject({ status: 409, body: { code: 'agreement_changed' } })
    const anew = await read(worker, agreementId)
    expect(anew).toMatchObject({ templateVersion: name, status: 'draft', signatures: [], text: expect.stringContaining('第一次改。') as string })
    expect(sm3(anew.text)).toBe(anew.textHash)
    expect(await rewrittenTimes(agreementId)).toBe(1)
    await sign(worker, agreementId, 'worker')
    await sign(employer, agreementId, 'employer')
    expect((await app.stranger.call(signEndpoints.verify, { params: { agreementId } })).valid).toBe(true)
    expect(await read(worker, agreementId)).toMatchObject({ textHash: anew.textHash })
  })

  it('the wording changed after one side had signed: what was offered stands, and is what the other signs', async () => {
    const worker = await young()
    const agreementId = await draftOf(worker)
    const seen = await read(worker, agreementId)
    await sign(worker, agreementId, 'worker')
    await putInForce('第二次改。')
    await sign(employer, agreementId, 'employer')
    expect(await read(employer, agreementId)).toMatchObject({ status: 'signed', textHash: seen.textHash, text: seen.text })
    expect(await rewrittenTimes(agreementId)).toBe(0)
  })

  it('a name was put right meanwhile: the draft names who it is now; what one side has signed stays', async () => {
    const [worker, other] = [await young(), await young()]
    const [agreementId, offered] = [await draftOf(worker), await draftOf(other)]
    await sign(employer, offered, 'employer')
    const rename = async ({ personId }: TestPerson, name: string) => app.store.write(async ({ q, t }) => {
      const nameSealed = app.vault.seal(name, { table: 'people', column: 'name_sealed', row: personId })
      await q.update(t.people).set({ nameSealed, nameMasked: maskName(name) }).where(eq(t.people.id, personId))
    })
    await rename(worker, '王建囯')
    await rename(other, '王建囯')
    expect(await trySigning(worker, agreementId, 'worker')).toMatchObject({ status: 409, body: { code: 'agreement_changed' } })
    expect((await read(worker, agreementId)).text).toContain('乙方（劳动者）：王建囯')
    expect((await sign(worker, agreementId, 'worker')).agreement.status).toBe('signed_by_worker')
    expect((await sign(other, offered, 'worker')).agreement).toMatchObject({ status: 'signed', text: expect.stringContaining('王建国') as string })
  })

  it('whoever reaches retirement age between drafting and signing has an agreement of that kind', async () => {
    app.clock.set(Date.UTC(2026, 11, 14, 1))
    // Born on 15 July 1966, a man: sixty years and five months on 15 December 2026.
    const worker = await app.person({ idNumber: '410302196607150010', worker: {} })
    const startsAt = Date.UTC(2026, 11, 16, 22)
    const agreementId = await draftOf(worker, employer, { startsAt, endsAt: startsAt + 9 * hour })
    expect((await read(worker, agreementId)).kind).toBe('task_based')
    app.clock.set(Date.UTC(2026, 11, 15, 1))
    expect(await trySigning(worker, agreementId, 'worker')).toMatchObject({ status: 409, body: { code: 'agreement_changed' } })
    expect(await read(worker, agreementId)).toMatchObject({ kind: 'past_retirement', kindName: '超龄劳动者用工协议', kindReason: expect.stringContaining('退休年龄') as string })
  })

  describe('the week with one employer', () => {
    /** The next Monday 08:00 that is far enough for a posting. */
    const monday = () => startOfMarketWeek(app.clock.now()) + 7 * day + 8 * hour
    const shortDay = (at: number) => ({ startsAt: at, endsAt: at + 4 * hour, breakMinutes: 0 })
    const longDay = (at: number) => ({ startsAt: at, endsAt: at + 11 * hour })
    const shortJob = async (at: number, by: TestPerson = employer) => (await post(by, unloading(marketId, shortDay(at)))).id
    /** Two days of ten hours and two of four: the first three make 24 hours, the fourth is over. */
    const fullWeek = (from: number) => [longDay(from), longDay(from + day), shortDay(from + 2 * day), shortDay(from + 3 * day)]

    it('four hours a day are part-time up to 24 hours in the week, then a task, and its reason is told to both and stands in the text', async () => {
      const worker = await young()
      const from = monday()
      const week = fullWeek(from)
      for (const hours of week.slice(0, 3)) {
        const { agreement } = await hired(worker, employer, (await post(employer, unloading(marketId, hours))).id)
        expect((await read(worker, agreement?.id ?? '')).kind).toBe('breakMinutes' in hours ? 'part_time' : 'task_based')
      }
      const agreementId = await draftOf(worker, employer, week[3])
      const seen = await read(employer, agreementId)
      expect(seen).toMatchObject({ kind: 'task_based', kindReason: expect.stringContaining('这一周') as string })
      expect(seen.text).toContain(`为什么签这一种：${seen.kindReason}`)
      // Another employer, and another week, are counted by themselves.
      const elsewhere = await app.person({ employer: { creditCode: '91410300MA44KJ9P1Q' } })
      expect((await read(worker, await draftOf(worker, elsewhere, shortDay(from + 5 * day)))).kind).toBe('part_time')
      expect((await read(worker, await draftOf(worker, employer, shortDay(from + 7 * day)))).kind).toBe('part_time')
    })

    it('a second account of the same business is the same employer', async () => {
      const worker = await young()
      const again = await app.person({ employer: {} })
      const at = monday()
      await hired(worker, again, await shortJob(at, again))
      expect(await read(worker, await draftOf(worker, employer, { startsAt: at + 5 * hour, endsAt: at + 6 * hour, breakMinutes: 0 }))).toMatchObject({
        kind: 'task_based', kindReason: expect.stringContaining('这一天') as string,
      })
    })

    it('drafts count for nothing; the one that is signed when the week is full is written anew, and given back it counts no more', async () => {
      const worker = await young()
      const from = monday()
      const applications = []
      for (const hours of fullWeek(from)) applications.push(await apply(worker, (await post(employer, unloading(marketId, hours))).id))
      const ids = applications.map(({ agreement }) => agreement?.id ?? '')
      for (const id of ids.slice(2)) expect((await read(worker, id)).kind).toBe('part_time')
      for (const id of ids.slice(0, 3)) await sign(worker, id, 'worker')
      const last = ids[3] ?? ''
      expect(await trySigning(worker, last, 'worker')).toMatchObject({ status: 409, body: { code: 'agreement_changed' } })
      expect((await read(worker, last)).kind).toBe('task_based')
      await worker.call(applyEndpoints.withdraw, { params: { applicationId: applications[0]?.id ?? '' } })
      expect(await trySigning(worker, last, 'worker')).toMatchObject({ status: 409 })
      expect((await read(worker, last)).kind).toBe('part_time')
      await sign(worker, last, 'worker')
      // The others had been offered as they are; the employer signs those.
      for (const id of ids.slice(2)) expect((await sign(employer, id, 'employer')).agreement).toMatchObject({ status: 'signed', kind: 'part_time' })
    })

    it('of two that are signed at the same moment and do not fit in one day together, one is', async () => {
      for (let round = 0; round < 2; round += 1) {
        const worker = await young()
        const at = monday() + round * day
        const three = (from: number) => ({ startsAt: from, endsAt: from + 3 * hour, breakMinutes: 0 })
        const [morning, evening] = [await draftOf(worker, employer, three(at)), await draftOf(worker, employer, three(at + 5 * hour))]
        const seen = [await read(worker, morning), await read(employer, evening)] as const
        const answers = await Promise.all([trySigning(worker, morning, 'worker', seen[0]), trySigning(employer, evening, 'employer', seen[1])])
        expect(answers.map(({ status }) => status).sort(), JSON.stringify(answers)).toEqual([200, 409])
      }
    })
  })

  it('eight who sign a stale draft at once: it is written anew once, and nobody has signed the old text', async () => {
    const worker = await young()
    const startsAt = app.clock.now() + 2 * day
    const agreementId = await draftOf(worker, employer, { startsAt, endsAt: startsAt + 9 * hour })
    const seen = await read(worker, agreementId)
    await putInForce('第三次改。')
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) =>
      index % 2 === 0 ? trySigning(worker, agreementId, 'worker', seen) : trySigning(employer, agreementId, 'employer', seen)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(409))
    expect(await rewrittenTimes(agreementId)).toBe(1)
    expect((await read(worker, agreementId)).signatures).toEqual([])
  })
})
