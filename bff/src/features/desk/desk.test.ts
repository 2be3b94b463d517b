import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { deskEndpoints, type DeskPerson, type DeskRegistration } from '@market/shared/desk/desk.contract'
import { oralConsent } from '@market/shared/desk/oral-consent'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { consent } from '@market/shared/register/consent'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import { uuidv7 } from 'uuidv7'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { testKeys } from '../../../test/support/config'
import { hired, post, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'
import { rowsOf } from '../../../test/support/rows-of-all-tables'
import type { CheckResult } from '../../gateways/identity/identity'
import { makePrintedToken } from '../scan/codes'

describe('the desk', () => {
  let app: TestApp
  let market: TestMarket
  let staff: TestPerson
  /** What the authority says in this test. */
  let authority: () => Promise<CheckResult>
  let asked = 0

  const form = (changes: Partial<DeskRegistration> = {}): DeskRegistration => ({
    name: '王建国', idNumber: idNumber(), phone: '', trades: ['4-02-05-01'], wishedPayFen: 20_000, wishedPayUnit: 'day', compared: true, consent: oralConsent.version, ...changes,
  })
  const register = (body: DeskRegistration, by = staff) => by.call(deskEndpoints.register, { body })
  const cardOf = ({ name, idNumber: number }: DeskRegistration) => ({ name, idNumber: number })
  const find = (shown: { code: string } | { name: string; idNumber: string }, by = staff) => by.call(deskEndpoints.find, { body: { shown } })
  const slipCode = (person: DeskPerson): string => person.slip?.code ?? 'no slip'
  const audited = (personId: string) =>
    app.store.read(({ q, t }) => q.select({ action: t.auditEntries.action, purpose: t.auditEntries.purpose, actorId: t.auditEntries.actorId }).from(t.auditEntries).where(eq(t.auditEntries.aboutPersonId, personId)).orderBy(t.auditEntries.id))
  const eventsOf = (kind: string) => app.store.read(({ q, t }) => q.select({ subjectId: t.events.subjectId, data: t.events.data }).from(t.events).where(and(eq(t.events.kind, kind), eq(t.events.marketId, market.marketId))).orderBy(t.events.seq))
  const peopleCount = async (): Promise<number> => (await app.store.read(({ q, t }) => q.select({ id: t.people.id }).from(t.people))).length

  beforeAll(async () => {
    app = await createTestApp({
      gateways: {
        identity: {
          checkPerson: () => {
            asked += 1
            return authority()
          },
          checkBusiness: () => Promise.resolve({ result: 'match', wrong: [] }),
          compareFace: null,
        },
      },
    })
  })
  afterAll(() => app.close())

  beforeEach(async () => {
    app.clock.set(monday0440)
    authority = () => Promise.resolve('match')
    asked = 0
    market = await app.market()
    staff = await app.person({ staffOf: market.marketId })
  })

  describe('registering', () => {
    it('a person without a phone is registered, checked in with the day’s number, and given a slip, in one act', async () => {
      const { known, person } = await register(form({ phone: '138 0013 8000' }))
      expect(known).toBe(false)
      expect(person).toMatchObject({
        nameMasked: '王*国', trades: ['4-02-05-01'], isWorker: true, phoneMasked: '138****8000', hasWechat: false, work: [],
        checkIn: { number: 1, day: '2026-11-23', at: monday0440, assurance: 'high' },
      })
      expect(slipCode(person)).toMatch(/^https:\/\/market\.test\/q\/w[0-9a-z]{19}$/)
      expect((await register(form({ name: '李明' }))).person.checkIn?.number).toBe(2)
    })

    it('the consent is kept by version with the member of staff before whom it was given', async () => {
      const { person } = await register(form())
      const [row] = await app.store.read(({ q, t }) =>
        q.select({ version: t.people.consentVersion, at: t.people.consentedAt, by: t.deskRegistrations.registeredBy, marketId: t.deskRegistrations.marketId })
          .from(t.people).innerJoin(t.deskRegistrations, eq(t.deskRegistrations.personId, t.people.id)).where(eq(t.people.id, person.personId)))
      expect(row).toEqual({ version: oralConsent.version, at: monday0440, by: staff.personId, marketId: market.marketId })
      expect(await audited(person.personId)).toEqual([{ action: 'desk.register', purpose: 'oral_consent', actorId: staff.personId }])
    })

    it('name, number and phone are sealed; neither event nor answer holds them', async () => {
      const typed = form({ name: '赵铁柱', phone: '13912345678' })
      const { person } = await register(typed)
      const [row] = await app.store.read(({ q, t }) => q.select().from(t.people).where(eq(t.people.id, person.personId)))
      expect(app.vault.open(row?.nameSealed ?? '', { table: 'people', column: 'name_sealed', row: person.personId })).toBe('赵铁柱')
      expect(app.vault.open(row?.idNumberSealed ?? '', { table: 'people', column: 'id_number_sealed', row: person.personId })).toBe(typed.idNumber)
      const events = [...await eventsOf('person.registered'), ...await eventsOf('check_in.recorded')]
      expect(events).toHaveLength(2)
      for (const text of [JSON.stringify(row), JSON.stringify(events), JSON.stringify(person)]) {
        expect(text).not.toContain('赵铁柱')
        expect(text).not.toContain(typed.idNumber)
        expect(text).not.toContain('13912345678')
      }
    })

    it('the authority’s word and the card in staff’s hands make the person verified for half a year', async () => {
      const { person } = await register(form())
      expect(person.verifiedUntil).toBeGreaterThan(monday0440 + 180 * 86_400_000)
      const [check] = await app.store.read(({ q, t }) => q.select().from(t.verifications).where(eq(t.verifications.personId, person.personId)))
      expect(check).toMatchObject({ state: 'passed', method: 'desk', decidedBy: staff.personId })
    })

    it('an authority that does not answer keeps nobody from registering', async () => {
      authority = () => Promise.resolve('no_record')
      expect((await register(form())).person.verifiedUntil).not.toBeNull()
    })

    it('a name that does not fit its number is refused beside the field, and nobody is made', async () => {
      authority = () => Promise.resolve('mismatch')
      const before = await peopleCount()
      expect(await staff.refused(deskEndpoints.register, { body: form() })).toMatchObject({ status: 400, code: 'invalid_fields', fields: [{ field: 'idNumber' }] })
      expect(await peopleCount()).toBe(before)
    })

    it('everything that is wrong is said at once, and the authority is not asked', async () => {
      const refusal = await staff.refused(deskEndpoints.register, { body: form({ name: '', idNumber: '110105199002310019', trades: [], wishedPayFen: 1, phone: '1', compared: false, consent: '' }) })
      expect(refusal.fields?.map(({ field }) => field)).toEqual(['name', 'idNumber', 'compared', 'trades', 'wishedPayFen', 'phone', 'consent'])
      expect(asked).toBe(0)
    })

    it('outside opening hours a person is registered without a number', async () => {
      app.clock.set(Date.parse('2026-11-23T21:00:00+08:00'))
      const { person } = await register(form())
      expect(person).toMatchObject({ checkIn: null, slip: { issuedAt: app.clock.now() } })
    })

    it('only staff with a desk register others', async () => {
      const manager = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
      for (const person of [manager, await app.person({ worker: {} }), await app.person({ newcomer: true })]) {
        expect(await person.refused(deskEndpoints.register, { body: form() })).toMatchObject({ status: 403, code: 'forbidden' })
      }
    })
  })

  describe('somebody known', () => {
    it('is shown masked and not doubled, and nothing of theirs is changed', async () => {
      const typed = form()
      const first = await register(typed)
      const before = await peopleCount()
      const again = await register({ ...typed, trades: ['4-02-07-09'], phone: '13912345678', wishedPayFen: 30_000 })
      expect(again).toEqual({ known: true, person: first.person })
      expect(await peopleCount()).toBe(before)
      expect(await eventsOf('person.registered')).toHaveLength(1)
    })

    it('with a phone of their own is the same account at the desk', async () => {
      const number = idNumber()
      const worker = await app.person({ worker: {}, name: '王建国', idNumber: number })
      expect(await find({ name: '王建国', idNumber: number })).toMatchObject({ person: { personId: worker.personId, hasWechat: true, slip: null, checkIn: null } })
      expect((await register(form({ idNumber: number }))).known).toBe(true)
    })

    it('as a household that hires becomes a worker on the same account', async () => {
      const number = idNumber()
      const household = await app.person({ employer: { kind: 'household' }, name: '王建国', idNumber: number })
      expect(await find({ name: '王建国', idNumber: number })).toMatchObject({ person: { isWorker: false } })
      expect(await register(form({ idNumber: number }))).toMatchObject({ known: false, person: { personId: household.personId, isWorker: true, checkIn: { number: 1 } } })
    })

    it('under another name goes to the review, with the words that everybody gets', async () => {
      const typed = form()
      await register(typed)
      expect(await staff.refused(deskEndpoints.register, { body: { ...typed, name: '李明' } })).toMatchObject({ status: 409, code: 'identity_needs_review' })
      expect(await find({ name: '李明', idNumber: typed.idNumber })).toEqual({ person: null })
      expect(await find(cardOf(form()))).toEqual({ person: null })
    })

    it('registered by two desks at the same moment is one person', async () => {
      const typed = form()
      const other = await app.person({ staffOf: market.marketId })
      const before = await peopleCount()
      const answers = await Promise.all([staff, other].map((by) => by.raw(deskEndpoints.register, { body: typed })))
      for (const { status, text } of answers) expect(status === 200 || text.includes('request_in_progress')).toBe(true)
      expect(await peopleCount()).toBe(before + 1)
      expect((await find(cardOf(typed))).person?.checkIn?.number).toBe(1)
    })

    it('may not register again on a phone: the answer tells nothing and leads to the desk', async () => {
      const typed = form()
      await register(typed)
      const phone = await app.person({ newcomer: true })
      const body = { name: typed.name, idNumber: typed.idNumber, phone: '13912345678', trades: typed.trades, skillLevel: 'apprentice' as const, wishedPayFen: 20_000, wishedPayUnit: 'day' as const, consent: consent.version }
      expect(await phone.refused(registerEndpoints.worker, { body })).toMatchObject({ status: 409, code: 'identity_needs_review' })
    })

    it('is not served by themselves', async () => {
      const number = idNumber()
      const both = await app.person({ worker: {}, staffOf: market.marketId, name: '王建国', idNumber: number })
      const shown = { name: '王建国', idNumber: number }
      expect(await both.refused(deskEndpoints.find, { body: { shown } })).toMatchObject({ status: 403, code: 'own_case' })
      expect(await both.refused(deskEndpoints.checkIn, { body: { shown } })).toMatchObject({ code: 'own_case' })
      expect(await both.refused(deskEndpoints.register, { body: form({ idNumber: number }) })).toMatchObject({ code: 'own_case' })
    })
  })

  describe('checking in', () => {
    it('gives the number of the day, once; the slip shows who it is the next day too', async () => {
      const { person } = await register(form())
      const shown = { code: slipCode(person) }
      expect((await staff.call(deskEndpoints.checkIn, { body: { shown } })).checkIn).toEqual(person.checkIn)
      app.clock.set(monday0440 + 86_400_000)
      expect((await find(shown)).person?.checkIn).toBeNull()
      expect((await staff.call(deskEndpoints.checkIn, { body: { shown } })).checkIn).toMatchObject({ number: 1, day: '2026-11-24', assurance: 'high' })
      expect(await eventsOf('check_in.recorded')).toHaveLength(2)
    })

    it('raises a check-in that was made by a printed code, and keeps its number', async () => {
      const number = idNumber()
      const worker = await app.person({ worker: {}, name: '王建国', idNumber: number })
      await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
      const person = await staff.call(deskEndpoints.checkIn, { body: { shown: { name: '王建国', idNumber: number } } })
      expect(person).toMatchObject({ checkIn: { number: 1, assurance: 'high' }, slip: null })
      expect(await worker.call(checkInEndpoints.current)).toMatchObject({ checkIn: { assurance: 'high', gateName: '东门' } })
      expect(await eventsOf('check_in.recorded')).toHaveLength(1)
    })

    it('at the desk alone shows the desk as the place', async () => {
      const number = idNumber()
      const worker = await app.person({ worker: {}, name: '王建国', idNumber: number })
      await staff.call(deskEndpoints.checkIn, { body: { shown: { name: '王建国', idNumber: number } } })
      expect(await worker.call(checkInEndpoints.current)).toMatchObject({ checkIn: { gateName: '服务台', number: 1 } })
    })

    it('is refused when the market is closed, and for a card of nobody', async () => {
      const { person } = await register(form())
      expect(await staff.refused(deskEndpoints.checkIn, { body: { shown: cardOf(form()) } })).toMatchObject({ status: 404, code: 'not_found' })
      app.clock.set(Date.parse('2026-11-24T21:00:00+08:00'))
      expect(await staff.refused(deskEndpoints.checkIn, { body: { shown: { code: slipCode(person) } } })).toMatchObject({ status: 409, code: 'market_closed' })
    })

    it('outside the hours is checked in for a reason, which stands in the audit with who answers for it; in the hours the reason says nothing', async () => {
      const { person } = await register(form())
      const shown = { code: slipCode(person) }
      const why = async () =>
        (await app.store.read(({ q, t }) => q.select().from(t.auditEntries).where(and(eq(t.auditEntries.action, 'desk.check_in'), eq(t.auditEntries.aboutPersonId, person.personId))).orderBy(t.auditEntries.at))).map(({ actorId, purpose }) => [actorId, purpose])
      await staff.call(deskEndpoints.checkIn, { body: { shown, offHours: 'opened_early' } })
      expect(await why()).toEqual([[staff.personId, 'slip']])
      app.clock.set(Date.parse('2026-11-24T21:00:00+08:00'))
      const late = await staff.call(deskEndpoints.checkIn, { body: { shown, offHours: 'still_here' } })
      expect(late.checkIn).toMatchObject({ day: '2026-11-24', at: app.clock.now(), assurance: 'high' })
      expect(await why()).toEqual([[staff.personId, 'slip'], [staff.personId, 'slip still_here']])
      expect(await staff.refused(deskEndpoints.checkIn, { body: { shown, offHours: 'because' as 'still_here' } })).toMatchObject({ status: 400, code: 'invalid_fields' })
    })

    it('the same person is served in every market: one account, a number in each', async () => {
      const { person } = await register(form())
      const other = await app.market({ regionCode: '4105' })
      const there = await app.person({ staffOf: other.marketId })
      expect((await there.call(deskEndpoints.checkIn, { body: { shown: { code: slipCode(person) } } }))).toMatchObject({ personId: person.personId, checkIn: { number: 1 } })
    })
  })

  describe('slips', () => {
    it('a lost one is replaced against the ID card; the old code says so to staff', async () => {
      const typed = form()
      const { person } = await register(typed)
      const renewed = await staff.call(deskEndpoints.newSlip, { body: { shown: cardOf(typed) } })
      expect(slipCode(renewed)).not.toBe(slipCode(person))
      expect(await staff.refused(deskEndpoints.find, { body: { shown: { code: slipCode(person) } } })).toMatchObject({ status: 409, code: 'slip_revoked' })
      expect((await find({ code: slipCode(renewed) })).person?.personId).toBe(person.personId)
    })

    it('one that was found is revoked by its own code', async () => {
      const { person } = await register(form())
      const shown = { code: slipCode(person) }
      expect((await staff.call(deskEndpoints.revokeSlip, { body: { shown } })).slip).toBeNull()
      expect(await staff.refused(deskEndpoints.revokeSlip, { body: { shown } })).toMatchObject({ code: 'slip_revoked' })
    })

    it('who has a phone gets one when they ask for it', async () => {
      const number = idNumber()
      await app.person({ worker: {}, name: '王建国', idNumber: number })
      expect((await staff.call(deskEndpoints.newSlip, { body: { shown: { name: '王建国', idNumber: number } } })).slip).not.toBeNull()
    })

    it('anybody else who scans one learns nothing, revoked or not', async () => {
      const { person } = await register(form())
      const code = slipCode(person)
      const finder = await app.person({ worker: {} })
      const reply = await finder.call(scanEndpoints.scan, { body: { code } })
      expect(reply).toMatchObject({ meaning: 'slip', next: 'nothing', gate: null, jobId: null })
      expect(await finder.refused(deskEndpoints.find, { body: { shown: { code } } })).toMatchObject({ status: 403, code: 'forbidden' })
      await staff.call(deskEndpoints.revokeSlip, { body: { shown: { code } } })
      expect(await finder.call(scanEndpoints.scan, { body: { code } })).toEqual(reply)
      expect(await staff.call(scanEndpoints.scan, { body: { code } })).toMatchObject({ next: 'find_person' })
    })

    it('a code that is no slip, or that another installation made, opens nothing', async () => {
      const codes = [market.gateToken, makePrintedToken('person', testKeys.code), makePrintedToken('person', new Uint8Array(32)), 'https://example.org', '🎉', 'x'.repeat(500)]
      for (const code of codes) expect(await staff.refused(deskEndpoints.find, { body: { shown: { code } } })).toMatchObject({ status: 404, code: 'code_unknown' })
    })

    it.each(['A6', '58mm'] as const)('is printed on %s for whoever is of this desk', async (size) => {
      const { person } = await register(form())
      const params = { personId: person.personId }
      const answer = await app.app.inject({ method: 'GET', url: `/api/desk/people/${person.personId}/slip?size=${size}`, headers: { authorization: `Bearer ${staff.token}` } })
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toBe('application/pdf')
      expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
      const elsewhere = await app.person({ staffOf: (await app.market()).marketId })
      expect(await elsewhere.refused(deskEndpoints.slipPaper, { params, query: { size } })).toMatchObject({ status: 404, code: 'not_found' })
      expect(await staff.refused(deskEndpoints.slipPaper, { params: { personId: uuidv7() }, query: { size } })).toMatchObject({ code: 'not_found' })
      await staff.call(deskEndpoints.revokeSlip, { body: { shown: { code: slipCode(person) } } })
      expect(await staff.refused(deskEndpoints.slipPaper, { params, query: { size } })).toMatchObject({ code: 'not_found' })
    })

    it('stands in for the work pass once its holder is hired, and the desk sees the day’s work', async () => {
      const number = idNumber()
      const worker = await app.person({ worker: {}, name: '王建国', idNumber: number })
      const shown = { name: '王建国', idNumber: number }
      const employer = await app.person({ employer: {} })
      const application = await hired(worker, employer, (await post(employer, unloading(market.marketId))).id)
      const { slip, work } = await staff.call(deskEndpoints.newSlip, { body: { shown } })
      expect(work).toMatchObject([{ applicationId: application.id, jobTitle: '卸货搬运', state: 'signed', arrivedAt: null }])
      const result = await staff.call(arriveEndpoints.confirm, { body: { code: slip?.code ?? '', scanId: uuidv7(), capturedAt: app.clock.now() } })
      expect(result).toMatchObject({ status: 'accepted', shown: 'slip', applicationId: application.id })
      expect((await find(shown)).person?.work).toMatchObject([{ state: 'arrived', arrivedAt: app.clock.now() }])
    })
  })

  describe('bad input leaves every row as it was', () => {
    const shapes: [string, object][] = [
      ['nothing', {}],
      ['no name', { idNumber: '1' }],
      ['trades that are no list', { ...form(), trades: '4-02-05-01' }],
      ['a trade nobody knows', { ...form(), trades: ['9-99-99-99'] }],
      ['pay in yuan with a comma', { ...form(), wishedPayFen: '20,000' }],
      ['a pay of minus one', { ...form(), wishedPayFen: -1 }],
      ['a unit that is not offered', { ...form(), wishedPayUnit: 'month' }],
      ['a role on the side', { ...form(), role: 'manager' }],
      ['somebody compared by a word', { ...form(), compared: 'yes' }],
      ['a number of 10 kB', { ...form(), idNumber: '1'.repeat(10_000) }],
      ['a name that is a script', { ...form(), name: '<script>1</script>' }],
    ]
    it.each(shapes)('%s is 400', async (_what, body) => {
      await app.feed.caughtUp()
      const before = await rowsOf(app.store)
      const { status, body: answer } = await staff.raw(deskEndpoints.register, { body })
      expect([status, (answer as { code: string }).code]).toEqual([400, 'invalid_fields'])
      expect(await rowsOf(app.store)).toEqual(before)
    })

    it.each([[{}], [{ shown: null }], [{ shown: {} }], [{ shown: { code: 1 } }], [{ shown: { code: 'w', name: '王建国', idNumber: '1' } }], [{ shown: { personId: uuidv7() } }]])(
      'a person is not found by %j', async (body) => {
        expect(await staff.raw(deskEndpoints.find, { body })).toMatchObject({ status: 400, body: { code: 'invalid_fields' } })
      },
    )
  })

  it('every act of staff on somebody stands in the audit, with what they brought', async () => {
    const typed = form()
    const { person } = await register(typed)
    await find({ code: slipCode(person) })
    await staff.call(deskEndpoints.checkIn, { body: { shown: cardOf(typed) } })
    await staff.call(deskEndpoints.newSlip, { body: { shown: cardOf(typed) } })
    await staff.call(deskEndpoints.revokeSlip, { body: { shown: cardOf(typed) } })
    expect((await audited(person.personId)).map(({ action, purpose }) => [action, purpose])).toEqual([
      ['desk.register', 'oral_consent'], ['desk.find', 'slip'], ['desk.check_in', 'id_card'], ['desk.new_slip', 'id_card'], ['desk.revoke_slip', 'id_card'],
    ])
  })

  it('an act whose answer was lost is answered again, and done once', async () => {
    const body = form()
    const key = `key-${uuidv7()}`
    const first = await staff.call(deskEndpoints.register, { body, key })
    expect(await staff.call(deskEndpoints.register, { body, key })).toEqual(first)
    expect(await audited(first.person.personId)).toHaveLength(1)
  })
})
