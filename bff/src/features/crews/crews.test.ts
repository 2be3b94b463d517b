import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crewsEndpoints, type Crew } from '@market/shared/crews/crews.contract'
import { mostInCrew } from '@market/shared/crews/crews.rules'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { testKeys } from '../../../test/support/config'
import { apply, arrive, hired, post, unloading } from '../../../test/support/journey'
import { makePrintedToken } from '../scan/codes'

describe('crews', () => {
  let app: TestApp

  const worker = (facts: Parameters<TestApp['person']>[0] = {}): Promise<TestPerson> => app.person({ worker: {}, ...facts })
  const make = (leader: TestPerson, name = '老张班'): Promise<Crew> => leader.call(crewsEndpoints.make, { body: { name } })
  const join = (person: TestPerson, crew: Crew): Promise<Crew> => person.call(crewsEndpoints.join, { body: { code: crew.code ?? '' } })
  const refusedJoin = (person: TestPerson, crew: Crew) => person.refused(crewsEndpoints.join, { body: { code: crew.code ?? '' } })
  const current = async (person: TestPerson): Promise<Crew | null> => (await person.call(crewsEndpoints.current)).crew
  const eventsOf = (crewId: string) => app.store.read(({ q, t }) => q.select({ kind: t.events.kind, data: t.events.data }).from(t.events).where(eq(t.events.subjectId, crewId)).orderBy(t.events.seq))
  const kindsOf = async (crewId: string): Promise<string[]> => (await eventsOf(crewId)).map(({ kind }) => kind)
  const sizeOf = async (crewId: string): Promise<number | undefined> =>
    (await app.store.read(({ q, t }) => q.select({ size: t.crews.size }).from(t.crews).where(eq(t.crews.id, crewId))))[0]?.size

  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())

  it('a leader makes a crew, is its first member, and has its one code', async () => {
    const leader = await worker({ name: '张大山' })
    const crew = await make(leader)
    expect(crew).toMatchObject({ name: '老张班', leaderMasked: '张*山', mine: true, size: 1, members: [{ nameMasked: '张*山', isLeader: true, isMe: true }] })
    expect(crew.code).toMatch(/\/q\/c[0-9a-z]{19}$/)
    expect((await current(leader))?.code).toBe(crew.code)
  })

  it('members join for themselves by the code; a second scan changes nothing', async () => {
    const leader = await worker()
    const crew = await make(leader)
    const member = await worker({ name: '李明' })
    const joined = await join(member, crew)
    expect(joined).toMatchObject({ id: crew.id, mine: false, size: 2, code: null })
    expect(await join(member, crew)).toEqual(joined)
    expect(await kindsOf(crew.id)).toEqual(['crew.made', 'crew.joined'])
    expect(await sizeOf(crew.id)).toBe(2)
  })

  it('the leader sees masked names, verified or not, and how far each is; a member sees the leader and themselves', async () => {
    const market = await app.market()
    const employer = await app.person({ employer: {} })
    const staff = await app.person({ staffOf: market.marketId })
    const leader = await worker({ name: '张大山' })
    const crew = await make(leader)
    const [signed, applied, idle, here] = [await worker({ name: '李明' }), await worker({ name: '赵铁柱' }), await worker({ name: '钱多多', unverified: true }), await worker({ name: '孙行' })]
    for (const member of [signed, applied, idle, here]) {
      app.clock.advance(1_000)
      await join(member, crew)
    }
    const { id: jobId } = await post(employer, unloading(market.marketId, { headcount: 5 }))
    await hired(signed, employer, jobId)
    await apply(applied, jobId)
    const { id } = await hired(here, employer, jobId)
    await arrive(here, staff, id, app.clock.now())

    const seen = await current(leader)
    expect(seen?.members.map(({ nameMasked, verified, work }) => [nameMasked, verified, work])).toEqual([
      ['张*山', true, 'none'], ['李*', true, 'signed'], ['赵*柱', true, 'applied'], ['钱*多', false, 'none'], ['孙*', true, 'arrived'],
    ])
    expect(JSON.stringify(seen)).not.toMatch(/李明|赵铁柱|13800005678|410302/)
    expect((await current(applied))?.members.map(({ nameMasked, work }) => [nameMasked, work])).toEqual([['张*山', 'none'], ['赵*柱', 'applied']])
  })

  it('what was signed elsewhere is not told to the leader once that work is over', async () => {
    const market = await app.market()
    const employer = await app.person({ employer: {} })
    const leader = await worker()
    const member = await worker()
    await join(member, await make(leader))
    await hired(member, employer, (await post(employer, unloading(market.marketId))).id)
    app.clock.advance(24 * 3_600_000)
    expect((await current(leader))?.members.map(({ work }) => work)).toEqual(['none', 'none'])
    app.clock.advance(-24 * 3_600_000)
  })

  it('a person is in one crew, and a leader leads one', async () => {
    const [first, second] = [await worker(), await worker()]
    const [one, other] = [await make(first), await make(second)]
    const member = await worker()
    await join(member, one)
    expect(await refusedJoin(member, other)).toMatchObject({ status: 409, code: 'already_in_crew' })
    expect(await refusedJoin(second, one)).toMatchObject({ code: 'already_in_crew' })
    expect(await member.refused(crewsEndpoints.make, { body: { name: '小李班' } })).toMatchObject({ code: 'already_in_crew' })
    expect(await first.refused(crewsEndpoints.make, { body: { name: '又一班' } })).toMatchObject({ code: 'already_in_crew' })
    expect(await sizeOf(other.id)).toBe(1)
  })

  it('of two crews joined at the same moment one counts, and no place is lost', async () => {
    const [one, other] = [await make(await worker()), await make(await worker())]
    const member = await worker()
    const answers = await Promise.all([one, other].map((crew) => member.raw(crewsEndpoints.join, { body: { code: crew.code } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(((await sizeOf(one.id)) ?? 0) + ((await sizeOf(other.id)) ?? 0)).toBe(3)
  })

  it('two phones of one person at the same moment take one place', async () => {
    const crew = await make(await worker())
    const member = await worker()
    await Promise.all([join(member, crew), join(member, crew)])
    expect(await sizeOf(crew.id)).toBe(2)
    expect(await kindsOf(crew.id)).toEqual(['crew.made', 'crew.joined'])
  })

  it('when sixty come for fifty places, fifty are in and the others are told', async () => {
    const crew = await make(await worker())
    const people = await Promise.all(Array.from({ length: 60 }, () => worker()))
    const answers = await Promise.all(people.map((person) => person.raw(crewsEndpoints.join, { body: { code: crew.code } })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(mostInCrew - 1)
    expect(answers.filter(({ text }) => text.includes('crew_full'))).toHaveLength(60 - mostInCrew + 1)
    expect(await sizeOf(crew.id)).toBe(mostInCrew)
    expect(await people[0]?.call(crewsEndpoints.look, { body: { code: crew.code ?? '' } })).toMatchObject({ size: mostInCrew, full: true })
  })

  it('a member leaves when they like, may come back, and may lead their own', async () => {
    const crew = await make(await worker())
    const member = await worker()
    await join(member, crew)
    await member.call(crewsEndpoints.leave)
    expect(await current(member)).toBeNull()
    expect(await member.refused(crewsEndpoints.leave)).toMatchObject({ status: 404, code: 'not_found' })
    expect((await join(member, crew)).size).toBe(2)
    await member.call(crewsEndpoints.leave)
    expect((await make(member)).mine).toBe(true)
    expect(await sizeOf(crew.id)).toBe(1)
    expect(await kindsOf(crew.id)).toEqual(['crew.made', 'crew.joined', 'crew.left', 'crew.joined', 'crew.left'])
  })

  it('a leader does not leave but closes; the code then leads nowhere, and everybody is free', async () => {
    const leader = await worker()
    const crew = await make(leader)
    const member = await worker()
    await join(member, crew)
    expect(await leader.refused(crewsEndpoints.leave)).toMatchObject({ status: 409, code: 'step_not_allowed' })
    expect(await member.refused(crewsEndpoints.close)).toMatchObject({ status: 409, code: 'step_not_allowed' })
    await leader.call(crewsEndpoints.close)
    expect(await current(leader)).toBeNull()
    expect(await current(member)).toBeNull()
    expect(await refusedJoin(member, crew)).toMatchObject({ status: 409, code: 'crew_closed' })
    expect(await member.refused(crewsEndpoints.look, { body: { code: crew.code ?? '' } })).toMatchObject({ code: 'crew_closed' })
    expect((await make(leader, '新班')).id).not.toBe(crew.id)
    expect((await eventsOf(crew.id)).at(-1)).toEqual({ kind: 'crew.closed', data: { leaderId: leader.personId, memberIds: [member.personId] } })
  })

  it('before joining, a code tells what crew it is and no more', async () => {
    const crew = await make(await worker({ name: '张大山' }))
    expect(await (await app.person()).call(crewsEndpoints.look, { body: { code: crew.code ?? '' } })).toEqual({ name: '老张班', leaderMasked: '张*山', size: 1, full: false })
  })

  it('only who is registered makes or joins one, and only by a crew’s code', async () => {
    const market = await app.market()
    const newcomer = await app.person({ newcomer: true })
    const crew = await make(await worker())
    expect(await refusedJoin(newcomer, crew)).toMatchObject({ status: 403, code: 'not_registered' })
    expect(await newcomer.refused(crewsEndpoints.make, { body: { name: '老张班' } })).toMatchObject({ code: 'not_registered' })
    const member = await worker()
    for (const code of [market.gateToken, makePrintedToken('crew', testKeys.code), 'https://example.org', '🎉']) {
      expect(await member.refused(crewsEndpoints.join, { body: { code } })).toMatchObject({ status: 404, code: 'code_unknown' })
    }
  })

  it('a name that could reach somebody is refused beside its field', async () => {
    expect(await (await worker()).refused(crewsEndpoints.make, { body: { name: '找我13800138000' } })).toMatchObject({ status: 400, code: 'invalid_fields', fields: [{ field: 'name' }] })
  })

  it('the leader is told who came and who left, the members that it is over', async () => {
    const leader = await worker()
    const crew = await make(leader)
    const member = await worker()
    await join(member, crew)
    await member.call(crewsEndpoints.leave)
    await join(member, crew)
    await leader.call(crewsEndpoints.close)
    await app.feed.caughtUp()
    const titles = async (person: TestPerson) => (await person.call(inboxEndpoints.list)).messages.map(({ title }) => title).sort()
    expect(await titles(leader)).toEqual(['有人进了您的班组', '有人进了您的班组', '有人退出了您的班组'].sort())
    expect(await titles(member)).toEqual(['班组解散了'])
  })
})
