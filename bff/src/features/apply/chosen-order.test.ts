import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { hardRuleWords } from '@market/shared/match/hard-rules'
import type { JobDraft } from '@market/shared/jobs/jobs.contract'
import { checkCharacterOf } from '@market/shared/register/resident-id'
import { minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, post, unloading } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'
import type { PersonFacts } from '../../../test/support/people'

const storing = '4-02-06-01'
const guarding = '4-07-05-01'

/** A valid number of somebody from that region, born then, with that serial: odd ones are men's. */
const idNumberOf = (first: string): string => first + checkCharacterOf(first)

describe('who waits for the employer to choose', () => {
  let app: TestApp
  let market: TestMarket
  let employer: TestPerson
  let jobId: string

  const choosing = async (changes: Partial<JobDraft> = {}) => (await post(employer, unloading(market.marketId, { hiring: 'employer_chooses', ...changes }))).id
  const worker = (facts: PersonFacts['worker'] = {}, other: PersonFacts = {}) => app.person({ ...other, worker: facts })
  /** A minute after whoever came before. */
  const comes = (person: TestPerson, id = jobId) => {
    app.clock.advance(minute)
    return apply(person, id)
  }
  const listOf = async (id = jobId) => (await employer.call(applyEndpoints.ofJob, { params: { jobId: id } })).applications
  const idsOf = async (id = jobId) => (await listOf(id)).map((application) => application.id)
  const fitOf = async (applicationId: string, id = jobId) => (await listOf(id)).find((application) => application.id === applicationId)?.candidate?.fit
  const withdraw = (person: TestPerson, applicationId: string) => person.call(applyEndpoints.withdraw, { params: { applicationId } })
  const choose = (applicationId: string) => employer.call(applyEndpoints.offer, { params: { applicationId } })

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    employer = await app.person({ employer: {} })
    jobId = await choosing()
  })
  afterAll(() => app.close())

  it('stands in the order of the published score, not of coming', async () => {
    const none = await comes(await worker({ trades: [guarding] }))
    const related = await comes(await worker({ trades: [storing] }))
    const dear = await comes(await worker({ wishedPayFen: 27_000 }))
    const best = await comes(await worker())
    expect(await idsOf()).toEqual([best.id, dear.id, related.id, none.id])
  })

  it('has the reasons in words, and nothing of the person', async () => {
    const nearby = await worker()
    await nearby.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    const near = await comes(nearby)
    const related = await comes(await worker({ trades: [storing], wishedPayFen: 26_000 }))
    const list = await listOf()
    expect(list.map(({ candidate }) => candidate?.fit)).toEqual([
      { reasons: ['登记过装卸搬运', expect.stringMatching(/^离干活的地方 [\d.]+ 公里$/), '日薪比期望的高 30 元'], hindrance: null },
      { reasons: ['会仓库，装卸搬运相近', '日薪正好是期望的'], hindrance: null },
    ])
    expect(list.map(({ id }) => id)).toEqual([near.id, related.id])
    expect(list[0]?.workerMasked).toContain('*')
    expect(JSON.stringify(list)).not.toMatch(/王建国|13800005678|410302/)
    expect((await app.person({ employer: {} }).then((other) => other.refused(applyEndpoints.ofJob, { params: { jobId } }))).status).toBe(404)
  })

  it('of equal ones, whoever has waited longest is first, and who left and came back stands behind', async () => {
    const people = [await worker(), await worker(), await worker()]
    const [first, second, third] = [await comes(people[0]!), await comes(people[1]!), await comes(people[2]!)]
    expect(await idsOf()).toEqual([first.id, second.id, third.id])
    await withdraw(people[0]!, first.id)
    await comes(people[0]!)
    expect(await idsOf()).toEqual([second.id, third.id, first.id])
  })

  it('is not moved by age, sex or origin: the ID number counts for nothing', async () => {
    const people: TestPerson[] = []
    // Man and woman, 19 to 66 years old, from Henan, Xinjiang, Tibet, Beijing and Guangdong.
    for (const [first, name] of [
      ['41030219710101121', '王建国'], ['41030219710101122', '王秀英'], ['65010219880515013', '买买提江'], ['54010219600909044', '卓玛'], ['11010120070101015', '李明'], ['44010619950630026', '陈丽'],
    ] as const) people.push(await worker({}, { name, idNumber: idNumberOf(first) }))
    for (const order of [[3, 0, 5, 1, 4, 2], [2, 4, 1, 5, 0, 3]]) {
      const id = await choosing()
      const came: string[] = []
      for (const number of order) came.push((await comes(people[number]!, id)).id)
      expect(await idsOf(id)).toEqual(came)
      expect(new Set((await listOf(id)).map(({ candidate }) => JSON.stringify(candidate?.fit))).size).toBe(1)
    }
  })

  it('stands last with a plain word when the hours are promised elsewhere at that moment, and may be chosen all the same', async () => {
    const busy = await worker()
    const waiting = await comes(busy)
    const other = await comes(await worker({ trades: [guarding] }))
    expect(await idsOf()).toEqual([waiting.id, other.id])
    const elsewhere = await apply(busy, (await post(employer, unloading(market.marketId))).id)
    expect(await idsOf()).toEqual([other.id, waiting.id])
    expect(await fitOf(waiting.id)).toMatchObject({ reasons: expect.arrayContaining(['登记过装卸搬运']), hindrance: hardRuleWords.overlap })
    expect(await fitOf(other.id)).toMatchObject({ hindrance: null })
    await withdraw(busy, elsewhere.id)
    expect(await idsOf()).toEqual([waiting.id, other.id])
    expect(await choose(waiting.id)).toMatchObject({ state: 'offered' })
  })

  it('is no worse off when all places are held: those who wait keep their order', async () => {
    const id = await choosing({ headcount: 1 })
    const late = await comes(await worker({ trades: [guarding] }), id)
    const chosen = await comes(await worker(), id)
    const good = await comes(await worker(), id)
    await choose(chosen.id)
    const list = await listOf(id)
    expect(list.map((application) => [application.id, application.state, application.candidate?.fit?.hindrance])).toEqual([
      [chosen.id, 'offered', undefined], [good.id, 'queued', null], [late.id, 'queued', null],
    ])
  })

  it('is another thing than waiting for a place: there the order of coming stays, and nobody is weighed', async () => {
    const { id } = await post(employer, unloading(market.marketId, { headcount: 1 }))
    const inside = await comes(await worker(), id)
    const queue = async (person: TestPerson) => {
      app.clock.advance(minute)
      return person.call(applyEndpoints.create, { params: { jobId: id }, body: { ifFull: 'queue' } })
    }
    const first = await queue(await worker({ trades: [guarding] }))
    const second = await queue(await worker())
    expect(await idsOf(id)).toEqual([inside.id, first.id, second.id])
    expect((await listOf(id)).map(({ candidate }) => candidate?.fit ?? null)).toEqual([null, null, null])
  })
})
