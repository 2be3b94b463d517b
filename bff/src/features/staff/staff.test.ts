import { and, eq, or } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { auditEndpoints } from '@market/shared/audit/audit.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { deskEndpoints } from '@market/shared/desk/desk.contract'
import { oralConsent } from '@market/shared/desk/oral-consent'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { staffEndpoints, type Grant } from '@market/shared/staff/staff.contract'
import { proposalLasts } from '@market/shared/staff/staff.rules'
import type { StaffRole } from '@market/shared/words/lists'
import { day } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import type { TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'

const province = '/41/'
const luoyang = '/41/4103/'

describe('giving rights', () => {
  let app: TestApp
  let market: TestMarket
  let path: string
  let manager: TestPerson
  let officer: TestPerson

  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    app.clock.set(monday0440)
    market = await app.market()
    path = `${luoyang}${market.marketId}/`
    manager = await app.person({ name: '赵管事', grants: [{ role: 'manager', marketId: market.marketId }] })
    officer = await app.person({ name: '钱主任', grants: [{ role: 'officer', scopePath: luoyang }] })
  })

  const days = { fromDay: '2026-11-23', untilDay: '2027-11-22' }
  const bodyFor = (person: TestPerson, changes: Partial<{ role: StaffRole; scopePath: string; fromDay: string; untilDay: string }> = {}) =>
    ({ personId: person.personId, role: 'staff' as StaffRole, scopePath: path, ...days, ...changes })
  const propose = (by: TestPerson, person: TestPerson, changes = {}): Promise<Grant> => by.call(staffEndpoints.propose, { body: bodyFor(person, changes) })
  const confirm = (by: TestPerson, grantId: string): Promise<Grant> => by.call(staffEndpoints.confirm, { params: { grantId } })
  const refusedConfirm = (by: TestPerson, grantId: string) => by.refused(staffEndpoints.confirm, { params: { grantId } })
  const given = async (person: TestPerson, changes = {}): Promise<Grant> => confirm(officer, (await propose(manager, person, changes)).id)
  const rolesOf = async (person: TestPerson) => (await person.call(sessionEndpoints.me)).roles

  it('counts once a second person has confirmed it, and not before', async () => {
    const person = await app.person({ name: '孙新来' })
    const proposed = await propose(manager, person)
    expect(proposed).toMatchObject({
      state: 'proposed', role: 'staff', scopePath: path, person: { personId: person.personId, nameMasked: '孙*来' }, proposedBy: { nameMasked: '赵*事' }, grantedBy: null,
      may: { confirm: false, refuse: true, end: false },
    })
    expect(await rolesOf(person)).toEqual([])
    const confirmed = await confirm(officer, proposed.id)
    expect(confirmed).toMatchObject({ state: 'in_force', grantedBy: { personId: officer.personId }, may: { confirm: false, end: true } })
    expect(await person.call(sessionEndpoints.me)).toMatchObject({ roles: ['staff'], staff: { marketId: market.marketId }, grants: [{ role: 'staff', scopePath: path }] })
  })

  it('is not confirmed by its proposer nor by the one it is for', async () => {
    const second = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    const proposed = await propose(manager, second)
    expect(await refusedConfirm(manager, proposed.id)).toMatchObject({ status: 403, code: 'second_person_needed' })
    expect(await refusedConfirm(second, proposed.id)).toMatchObject({ status: 403, code: 'second_person_needed' })
    expect(await manager.refused(staffEndpoints.propose, { body: bodyFor(manager) })).toMatchObject({ status: 403, code: 'own_case' })
  })

  it('of two who confirm at once one does', async () => {
    const proposed = await propose(manager, await app.person())
    const other = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    const answers = await Promise.all([officer, other].map((person) => person.raw(staffEndpoints.confirm, { params: { grantId: proposed.id } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('is not given by people who could not hold it back: staff, inspectors, operators and strangers', async () => {
    const person = await app.person()
    for (const role of ['staff', 'inspector', 'operator'] as const) {
      const colleague = await app.person({ grants: [{ role, marketId: market.marketId }] })
      expect(await colleague.refused(staffEndpoints.propose, { body: bodyFor(person) })).toMatchObject({ status: 403, code: 'forbidden' })
    }
    expect(await manager.refused(staffEndpoints.propose, { body: bodyFor(person, { role: 'manager' }) })).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await officer.refused(staffEndpoints.propose, { body: bodyFor(person, { role: 'officer', scopePath: luoyang }) })).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('reaches no further than its giver: another city is not there at all', async () => {
    const elsewhere = await app.market({ regionCode: '4105' })
    const person = await app.person()
    for (const scopePath of [`/41/4105/${elsewhere.marketId}/`, '/41/4105/', province, '/41/4103/no-such-market/']) {
      expect(await officer.refused(staffEndpoints.propose, { body: bodyFor(person, { role: 'manager', scopePath }) })).toMatchObject({ status: 404, code: 'not_found' })
    }
    const boss = await app.person({ grants: [{ role: 'officer', scopePath: province }] })
    const there = await boss.call(staffEndpoints.propose, { body: bodyFor(person, { role: 'manager', scopePath: `/41/4105/${elsewhere.marketId}/` }) })
    expect(await refusedConfirm(officer, there.id)).toMatchObject({ status: 404, code: 'not_found' })
    for (const endpoint of [staffEndpoints.refuse, staffEndpoints.end]) {
      const reason = endpoint === staffEndpoints.end ? 'left' : 'not_needed'
      expect(await officer.raw(endpoint, { params: { grantId: there.id }, body: { reason } })).toMatchObject({ status: 404 })
    }
  })

  it('officers are made from above, by two', async () => {
    const [one, two] = [await app.person({ grants: [{ role: 'officer', scopePath: province }] }), await app.person({ grants: [{ role: 'officer', scopePath: province }] })]
    const person = await app.person()
    const proposed = await propose(one, person, { role: 'officer', scopePath: luoyang })
    expect(await refusedConfirm(officer, proposed.id)).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await confirm(two, proposed.id)).toMatchObject({ state: 'in_force', scopeName: '洛阳市' })
    expect(await rolesOf(person)).toEqual(['officer'])
  })

  it('a proposal by somebody who has lost that right since is void', async () => {
    const proposed = await propose(manager, await app.person())
    const [own] = (await officer.call(staffEndpoints.grants, { query: { state: 'current' } })).grants.filter(({ person }) => person.personId === manager.personId)
    await officer.call(staffEndpoints.end, { params: { grantId: own?.id ?? '' }, body: { reason: 'rule_broken' } })
    expect(await refusedConfirm(officer, proposed.id)).toMatchObject({ status: 409, code: 'step_not_allowed' })
    const [shown] = (await officer.call(staffEndpoints.grants, { query: { state: 'open' } })).grants
    expect(shown).toMatchObject({ id: proposed.id, may: { confirm: false, refuse: true } })
    expect(await officer.call(staffEndpoints.refuse, { params: { grantId: proposed.id }, body: { reason: 'wrong_person' } })).toMatchObject({ state: 'refused' })
  })

  it('nothing proposed by somebody is confirmed after their right ended, also when both happen at once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const proposer = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
      const { id } = await propose(proposer, await app.person())
      const { grants } = await officer.call(staffEndpoints.member, { params: { personId: proposer.personId }, query: {} })
      const ownId = grants[0]?.id ?? ''
      const other = await app.person({ grants: [{ role: 'officer', scopePath: luoyang }] })
      const acts = [
        () => officer.raw(staffEndpoints.end, { params: { grantId: ownId }, body: { reason: 'left' } }),
        () => other.raw(staffEndpoints.confirm, { params: { grantId: id } }),
      ]
      const answers = await Promise.all((round % 2 === 0 ? acts : acts.reverse()).map((act) => act()))
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
      const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(or(eq(t.events.subjectId, id), eq(t.events.subjectId, ownId))).orderBy(t.events.seq))
      const kinds = events.map(({ kind }) => kind)
      expect(kinds).toContain('grant.ended')
      if (kinds.includes('grant.confirmed')) expect(kinds.indexOf('grant.confirmed')).toBeLessThan(kinds.indexOf('grant.ended'))
    }
  })

  it('a proposal nobody confirmed in time is void, and may be made anew', async () => {
    const person = await app.person()
    const first = await propose(manager, person)
    app.clock.advance(proposalLasts)
    expect(await refusedConfirm(officer, first.id)).toMatchObject({ status: 409, code: 'step_not_allowed' })
    const second = await propose(manager, person, { fromDay: '2026-12-07', untilDay: '2027-01-08' })
    expect(await confirm(officer, second.id)).toMatchObject({ state: 'in_force' })
    const past = await officer.call(staffEndpoints.grants, { query: { state: 'past' } })
    expect(past.grants.find(({ id }) => id === first.id)?.state).toBe('lapsed')
  })

  it('begins on its first day and is over after its last', async () => {
    const person = await app.person()
    await given(person, { fromDay: '2026-11-24', untilDay: '2026-11-25' })
    expect(await rolesOf(person)).toEqual([])
    app.clock.set(Date.parse('2026-11-24T00:00:00+08:00'))
    expect(await rolesOf(person)).toEqual(['staff'])
    app.clock.set(Date.parse('2026-11-25T23:59:59+08:00'))
    expect(await rolesOf(person)).toEqual(['staff'])
    app.clock.set(Date.parse('2026-11-26T00:00:00+08:00'))
    expect(await rolesOf(person)).toEqual([])
  })

  it('is proposed once at a time, and renewed from the day after it ends', async () => {
    const person = await app.person()
    const body = bodyFor(person, { untilDay: '2026-12-31' })
    const answers = await Promise.all([manager, officer].map((by) => by.raw(staffEndpoints.propose, { body })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [open] = (await officer.call(staffEndpoints.grants, { query: { state: 'open' } })).grants.filter((grant) => grant.person.personId === person.personId)
    const second = open?.proposedBy?.personId === officer.personId ? manager : officer
    await confirm(second, open?.id ?? '')
    expect(await manager.refused(staffEndpoints.propose, { body: bodyFor(person, { fromDay: '2026-12-31' }) })).toMatchObject({ status: 409, code: 'already_granted' })
    expect(await given(person, { fromDay: '2027-01-01', untilDay: '2027-12-31' })).toMatchObject({ state: 'planned' })
  })

  it('everything wrong with a proposal is said at once, and nothing is written', async () => {
    const person = await app.person()
    const refusal = await officer.refused(staffEndpoints.propose, { body: bodyFor(person, { role: 'staff', scopePath: luoyang, fromDay: '2026-11-22', untilDay: '2031-01-01' }) })
    expect(refusal).toMatchObject({ status: 400, code: 'invalid_fields' })
    expect(refusal.fields?.map(({ field }) => field)).toEqual(['fromDay', 'untilDay', 'role'])
    expect((await officer.call(staffEndpoints.grants, { query: { state: 'open' } })).grants.filter((grant) => grant.person.personId === person.personId)).toEqual([])
  })

  it('is for people whose identity was checked', async () => {
    const person = await app.person({ unverified: true })
    expect(await manager.refused(staffEndpoints.propose, { body: bodyFor(person) })).toMatchObject({ status: 403, code: 'not_verified' })
  })

  it('a dismissed member of staff is out at once: their token is dead, their cases go back to the queue', async () => {
    const person = await app.person()
    const { id } = await given(person)
    const caseId = await app.store.write(async ({ q, t }) => {
      const [row] = await q.insert(t.cases)
        .values({ id: 'case-00000001', kind: 'identity', subjectId: 'subject-1', marketId: market.marketId, scopePath: path, openedAt: monday0440, dueAt: monday0440 + day })
        .onConflictDoUpdate({ target: t.cases.id, set: { scopePath: path } }).returning({ id: t.cases.id })
      return row?.id ?? ''
    })
    await person.call(casesEndpoints.take, { params: { caseId } })
    expect(await manager.call(staffEndpoints.end, { params: { grantId: id }, body: { reason: 'left' } })).toMatchObject({ state: 'ended', endedBy: { personId: manager.personId } })
    expect(await person.refused(sessionEndpoints.me)).toMatchObject({ status: 401, code: 'session_revoked' })
    expect(await person.refused(casesEndpoints.queue, { query: {} })).toMatchObject({ status: 401 })
    const [row] = await app.store.read(({ q, t }) => q.select().from(t.cases).where(eq(t.cases.id, caseId)))
    expect(row).toMatchObject({ ownerId: null, takenAt: null })
    expect(await manager.refused(staffEndpoints.end, { params: { grantId: id }, body: { reason: 'left' } })).toMatchObject({ status: 409, code: 'step_not_allowed' })
  })

  it('of three who end a right at once one does', async () => {
    const one = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    const two = await app.person()
    const { id } = await given(two)
    const answers = await Promise.all([
      one.raw(staffEndpoints.end, { params: { grantId: id }, body: { reason: 'left' } }),
      manager.raw(staffEndpoints.end, { params: { grantId: id }, body: { reason: 'left' } }),
      officer.raw(staffEndpoints.end, { params: { grantId: id }, body: { reason: 'left' } }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await two.refused(sessionEndpoints.me)).toMatchObject({ status: 401 })
  })

  it('whoever may be the second person is told that a proposal waits, and its person once it counts', async () => {
    const person = await app.person()
    const inspector = await app.person({ grants: [{ role: 'inspector', marketId: market.marketId }] })
    const { id } = await propose(manager, person)
    await app.feed.caughtUp()
    const titles = async (of: TestPerson) => (await of.call(inboxEndpoints.list)).messages.map(({ title }) => title)
    expect(await titles(officer)).toEqual(['有一项权限等您确认'])
    expect([...(await titles(manager)), ...(await titles(person)), ...(await titles(inspector))]).toEqual([])
    await confirm(officer, id)
    await app.feed.caughtUp()
    expect(await titles(person)).toEqual(['您有了新的权限'])
  })

  it('every step is an event and an audit entry, by ids only', async () => {
    const person = await app.person({ name: '吴秘密', phone: '13911112222' })
    const { id } = await given(person)
    await manager.call(staffEndpoints.end, { params: { grantId: id }, body: { reason: 'moved' } })
    const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, id)).orderBy(t.events.seq))
    expect(events.map(({ kind }) => kind)).toEqual(['grant.proposed', 'grant.confirmed', 'grant.ended'])
    const { entries } = await officer.call(auditEndpoints.list, { query: { aboutPersonId: person.personId } })
    expect(entries.map(({ action, purpose }) => [action, purpose])).toEqual([['staff.end', 'moved'], ['staff.confirm', 'staff'], ['staff.propose', 'staff']])
    expect(JSON.stringify([events, entries])).not.toMatch(/吴秘密|13911112222/)
  })
})

describe('finding whom to give a right', () => {
  let app: TestApp
  let manager: TestPerson
  beforeAll(async () => {
    app = await createTestApp()
    const market = await app.market()
    manager = await app.person({ phone: '13700000001', grants: [{ role: 'manager', marketId: market.marketId }] })
  })
  afterAll(() => app.close())

  it('a checked person is found by phone, however it was typed', async () => {
    const person = await app.person({ name: '郑大海', phone: '13712340000' })
    expect(await manager.call(staffEndpoints.find, { body: { phone: '+86 137 1234 0000' } }))
      .toEqual({ person: { personId: person.personId, nameMasked: '郑*海', phoneMasked: '137****0000' } })
  })

  it('unknown, unchecked and shared numbers get the same answer', async () => {
    await app.person({ phone: '13712340001', unverified: true })
    await app.person({ phone: '13712340002' })
    await app.person({ phone: '13712340002' })
    for (const phone of ['13712349999', '13712340001', '13712340002']) expect(await manager.call(staffEndpoints.find, { body: { phone } })).toEqual({ person: null })
  })

  it('a checked person is found by the slip they show, and by no other code', async () => {
    const market = await app.market()
    const staff = await app.person({ staffOf: market.marketId })
    const body = { name: '冯大姐', idNumber: idNumber(), phone: '', trades: ['4-02-05-01'], wishedPayFen: 20_000, wishedPayUnit: 'day' as const, compared: true, consent: oralConsent.version }
    const { person } = await staff.call(deskEndpoints.register, { body })
    expect(await manager.call(staffEndpoints.find, { body: { code: person.slip?.code ?? '' } })).toMatchObject({ person: { personId: person.personId, nameMasked: '冯*姐' } })
    for (const code of [market.gateToken, 'https://example.org/q/w000', '🎉']) expect(await manager.call(staffEndpoints.find, { body: { code } })).toEqual({ person: null })
  })

  it('a number that is none is said to be none', async () => {
    expect(await manager.refused(staffEndpoints.find, { body: { phone: '1371234' } })).toMatchObject({ status: 400, fields: [{ field: 'phone' }] })
  })

  it('every search stands in the audit log, and nobody tries out numbers', async () => {
    const market = await app.market()
    const curious = await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })
    for (let tries = 0; tries < 20; tries += 1) await curious.call(staffEndpoints.find, { body: { phone: `137999900${String(tries).padStart(2, '0')}` } })
    expect(await curious.refused(staffEndpoints.find, { body: { phone: '13799990099' } })).toMatchObject({ status: 429, code: 'rate_limited' })
    const { entries } = await curious.call(auditEndpoints.list, { query: { action: 'staff.find' } })
    expect(entries).toHaveLength(20)
    expect(JSON.stringify(entries)).not.toContain('1379999')
    app.clock.advance(3_600_000)
    await curious.call(staffEndpoints.find, { body: { phone: '13799990099' } })
    app.clock.set(monday0440)
  })

  it('the places offered are those of the caller, with what may be given there', async () => {
    const market = await app.market()
    const officer = await app.person({ grants: [{ role: 'officer', scopePath: luoyang }] })
    const { places } = await officer.call(staffEndpoints.places, { query: {} })
    expect(places).toEqual([{ scopePath: luoyang, name: '洛阳市', kind: 'region', roles: ['manager', 'inspector'], hasMore: true }])
    const below = await officer.call(staffEndpoints.places, { query: { under: luoyang } })
    expect(below.places.find(({ scopePath }) => scopePath === `${luoyang}${market.marketId}/`)).toMatchObject({ kind: 'market', roles: ['staff', 'manager', 'inspector', 'operator'], hasMore: false })
    expect(await officer.refused(staffEndpoints.places, { query: { under: '/41/4105/' } })).toMatchObject({ status: 404 })
    expect((await manager.call(staffEndpoints.places, { query: {} })).places).toMatchObject([{ kind: 'market', roles: ['staff'] }])
  })

  it('grants made by two at once on two servers stay one', async () => {
    const market = await app.market()
    const person = await app.person()
    const path = `${luoyang}${market.marketId}/`
    const [one, two] = [await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] }), await app.person({ grants: [{ role: 'manager', marketId: market.marketId }] })]
    const body = { personId: person.personId, role: 'staff' as const, scopePath: path, fromDay: '2026-11-23', untilDay: '2026-12-23' }
    await Promise.all(Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? one : two).raw(staffEndpoints.propose, { body })))
    const rows = await app.store.read(({ q, t }) => q.select().from(t.grants).where(and(eq(t.grants.personId, person.personId), eq(t.grants.scopePath, path))))
    expect(rows).toHaveLength(1)
  })
})
