import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { firstForms } from '@market/shared/sign/first-template'
import { templateEndpoints, type TemplateChange } from '@market/shared/sign/templates.contract'
import { day, hour } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { apply, post, read, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'

describe('the wording of agreements', () => {
  let app: TestApp
  let market: TestMarket
  let officer: TestPerson
  let second: TestPerson
  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    // What was confirmed at the same moment counts as confirmed since.
    app.clock.advance(1)
    officer = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
    second = await app.person({ grants: [{ role: 'officer', scopePath: '/41/' }] })
  })
  /** Those in force, with one more line among what is left to say of a task. */
  const change = async (line = '甲方给乙方准备开水。'): Promise<TemplateChange> => {
    const { inForce } = await officer.call(templateEndpoints.versions)
    const { forms } = await officer.call(templateEndpoints.version, { params: { version: inForce } })
    const clauses = forms.task_based.clauses.map((clause) => (clause.heading === '其他' ? { ...clause, lines: [...clause.lines, line] } : clause))
    return { base: inForce, note: '夏天要有水喝', forms: { ...forms, task_based: { ...forms.task_based, clauses } } }
  }
  const propose = async (line?: string) => (await officer.call(templateEndpoints.propose, { body: await change(line) })).version
  const inForce = async () => (await officer.call(templateEndpoints.versions)).inForce

  it('begins with the built-in version, to be read in full', async () => {
    const { inForce: version, versions } = await officer.call(templateEndpoints.versions)
    expect({ version, versions }).toMatchObject({ version: 1, versions: [{ version: 1, note: '第一版', mine: false }] })
    expect(await officer.call(templateEndpoints.version, { params: { version: 1 } })).toEqual({ version: 1, name: '2026-11-2', forms: firstForms })
    expect(await officer.refused(templateEndpoints.version, { params: { version: 99 } })).toMatchObject({ code: 'not_found' })
  })

  it('is proposed by one officer, confirmed by another, and agreements are drafted by it from its day on', async () => {
    const employer = await app.person({ employer: {} })
    const textNow = async () => {
      const { id } = await post(employer, unloading(market.marketId, { startsAt: app.clock.now() + 2 * day, endsAt: app.clock.now() + 2 * day + 9 * hour }))
      const worker = await app.person({ worker: {}, idNumber: idNumber(1990) })
      const { agreement } = await apply(worker, id)
      return read(worker, agreement?.id ?? '')
    }
    const version = await propose()
    expect(await officer.refused(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'second_person_needed' })
    const from = app.clock.now() + hour
    expect((await second.call(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: from } })).inForce).toBe(1)
    expect(await second.refused(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'step_not_allowed' })
    expect((await textNow()).text).not.toContain('准备开水')
    app.clock.set(from)
    expect(await inForce()).toBe(version)
    const seen = await textNow()
    expect(seen.templateVersion).toBe(`41-${version}`)
    expect(seen.text).toContain('甲方给乙方准备开水。')
    expect(seen.text).toContain(`文本版本：41-${version}`)
  })

  it('shows a form filled, before anybody proposes it, with what is wrong with it', async () => {
    const preview = await officer.call(templateEndpoints.preview, { body: { kind: 'past_retirement', form: (await change()).forms.past_retirement } })
    expect(preview).toMatchObject({ problems: [], mostCharacters: 2_300 })
    expect(preview.text).toContain('超龄劳动者用工协议')
    expect(preview.characters).toBeGreaterThan(800)
    const { forms: { part_time: form } } = await change()
    const wrong = await officer.call(templateEndpoints.preview, { body: { kind: 'part_time', form: { ...form, closing: ['{signature}'] } } })
    expect(wrong.text).toContain('{signature}')
    expect(wrong.problems.map(({ field }) => field)).toEqual(['', 'closing'])
  })

  it('that leaves something out is refused with everything that is wrong', async () => {
    const wanted = await change()
    const body = { ...wanted, forms: { ...wanted.forms, civil_service: { ...wanted.forms.civil_service, closing: [] }, part_time: { ...wanted.forms.part_time, opening: ['{title}'] } } }
    const { code, fields } = await officer.refused(templateEndpoints.propose, { body })
    expect(code).toBe('invalid_fields')
    expect(fields?.map(({ field }) => field)).toEqual(['forms.part_time', 'forms.civil_service', 'forms.civil_service.closing'])
  })

  it('that was dropped, or made from another than that in force, is never put in force', async () => {
    const before = await inForce()
    const wanted = await change()
    const version = await propose()
    await officer.call(templateEndpoints.drop, { params: { version } })
    expect(await second.refused(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: null } })).toMatchObject({ code: 'step_not_allowed' })
    expect(await officer.refused(templateEndpoints.propose, { body: { ...wanted, base: 999 } })).toMatchObject({ code: 'changed_meanwhile' })
    expect(await inForce()).toBe(before)
  })

  it('of two that are confirmed at the same moment one is put in force', async () => {
    for (let round = 0; round < 3; round += 1) {
      const proposed = [await propose(), await propose('甲方给乙方备好手套。')]
      app.clock.advance(1)
      const answers = await Promise.all(proposed.map((version, at) =>
        second.raw(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: app.clock.now() + (at + 1) * hour } })))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'changed_meanwhile' })
      app.clock.advance(3 * hour)
    }
  })

  it('locks nobody out for ever: its day is within three months, and until it comes it can be dropped', async () => {
    const version = await propose()
    app.clock.advance(1)
    const from = app.clock.now() + 90 * day
    expect(await second.refused(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: from + 1 } })).toMatchObject({
      status: 400, fields: [{ field: 'effectiveFrom', message: '生效时间最多定在 90 天以内' }],
    })
    await second.call(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: from } })
    const next = await propose()
    app.clock.advance(1)
    expect(await second.refused(templateEndpoints.confirm, { params: { version: next }, body: { effectiveFrom: null } })).toMatchObject({ code: 'changed_meanwhile' })
    await officer.call(templateEndpoints.drop, { params: { version } })
    await second.call(templateEndpoints.confirm, { params: { version: next }, body: { effectiveFrom: null } })
    expect(await inForce()).toBe(next)
    expect(await officer.refused(templateEndpoints.drop, { params: { version: next } })).toMatchObject({ code: 'step_not_allowed' })
  })

  it('is read by a city’s officer and changed by the province’s only; of two at once the store keeps two persons apart', async () => {
    const ofCity = await app.person({ grants: [{ role: 'officer', scopePath: '/41/4103/' }] })
    expect((await ofCity.call(templateEndpoints.versions)).inForce).toBe(await inForce())
    expect(await ofCity.refused(templateEndpoints.propose, { body: await change() })).toMatchObject({ status: 403 })
    const version = await propose()
    await expect(app.store.write(async ({ q, t }) => {
      await q.update(t.agreementTemplates).set({ confirmedBy: officer.personId }).where(eq(t.agreementTemplates.version, version))
    })).rejects.toThrow()
  })

  it('leaves a trace of who proposed, confirmed and dropped', async () => {
    const version = await propose()
    await second.call(templateEndpoints.confirm, { params: { version }, body: { effectiveFrom: app.clock.now() + hour } })
    await officer.call(templateEndpoints.drop, { params: { version } })
    const events = await app.store.read(({ q, t }) => q.select({ kind: t.events.kind, data: t.events.data }).from(t.events).where(eq(t.events.subjectId, `41-${version}`)).orderBy(t.events.seq))
    expect(events.map(({ kind, data }) => [kind, (data as { by: string }).by])).toEqual([
      ['agreement_template.proposed', officer.personId], ['agreement_template.confirmed', second.personId], ['agreement_template.dropped', officer.personId],
    ])
  })
})
