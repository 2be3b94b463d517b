import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { transferEndpoints } from '@market/shared/transfer/transfer.contract'
import type { TradeCode } from '@market/shared/words/lists'
import { day, hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { apply, sign } from '../../../test/support/journey'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { idNumber } from '../../../test/support/people'
import { newValley, type Valley } from '../../../test/support/valley'

const [loader, guard] = ['4-02-05-01', '4-07-05-01'] as const satisfies readonly TradeCode[]

describe('the job a bus goes to', () => {
  let app: TestApp
  let here: TestMarket
  let there: TestMarket
  let valley: Valley
  let employer: TestPerson
  let staff: TestPerson

  beforeAll(async () => {
    app = await createTestApp()
  })
  beforeEach(async () => {
    app.clock.set(monday0440)
    employer = await app.person({ employer: {} })
    valley = newValley(app, employer)
    here = await valley.marketAt(0)
    there = await valley.marketAt(9_000)
    staff = await app.person({ staffOf: here.marketId })
  })
  afterAll(() => app.close())

  const jobAt = (changes: Parameters<Valley['jobAt']>[2] = {}) => valley.jobAt(there, 9_000, changes)
  const somebody = async (facts: { idNumber?: string; worker?: { trades: TradeCode[] } } = {}): Promise<TestPerson> => {
    const person = await app.person({ worker: { trades: [loader] }, ...facts })
    await person.call(checkInEndpoints.create, { body: byPoster(here.gateToken, here.place) })
    return person
  }
  const bus = (jobId: string, numbers = [1]) => ({ body: { toMarketId: there.marketId, jobId, numbers, seats: 20, leavesAt: monday0440 + 30 * minute, meetAt: '东门外' } })
  const openings = () => staff.call(transferEndpoints.openings, { query: { toMarketId: there.marketId } })
  const offersOf = async (person: TestPerson) => (await person.call(transferEndpoints.current)).offers
  const busesOf = async (person: TestPerson) => (await person.call(transferEndpoints.groups, { query: {} })).groups

  it('is one of those with places for whoever comes and time to get there: with the pay, the start and the places left', async () => {
    const late = await jobAt({ startsAt: monday0440 + 3 * hour, endsAt: monday0440 + 10 * hour })
    const first = await jobAt()
    await apply(await app.person({ worker: {} }), first.id)
    await jobAt({ startsAt: monday0440 + 30 * minute, endsAt: monday0440 + 8 * hour })
    await jobAt({ startsAt: monday0440 + 26 * hour, endsAt: monday0440 + day + 10 * hour })
    await jobAt({ hiring: 'employer_chooses' })
    await jobAt({ hiring: 'known_first', startsAt: monday0440 + 5 * hour, endsAt: monday0440 + 9 * hour })
    await apply(await app.person({ worker: {} }), (await jobAt({ headcount: 1 })).id)
    await valley.jobAt(here, 0)
    const found = await openings()
    expect(found).toMatchObject({ market: { id: there.marketId }, travelMinutes: 43 })
    expect(found.jobs).toMatchObject([
      { id: first.id, title: first.title, payFen: 26_000, payUnit: 'day', startsAt: first.startsAt, places: 2, standing: 'free' },
      { id: late.id, places: 3 },
    ])
    expect((await staff.call(transferEndpoints.openings, { query: { toMarketId: here.marketId } })).jobs).toEqual([])
  })

  it('stands on the plan, and is told to the people with its trade, pay and start', async () => {
    const worker = await somebody()
    const job = await jobAt()
    const told = { id: job.id, title: job.title, payFen: 26_000, payUnit: 'day', startsAt: job.startsAt, places: 3, standing: 'free' }
    expect(await staff.call(transferEndpoints.makeGroup, bus(job.id))).toMatchObject({ job: told })
    expect(await offersOf(worker)).toMatchObject([{ job: told }])
    await app.feed.caughtUp()
    expect((await worker.call(inboxEndpoints.list)).messages[0]).toMatchObject({
      title: '有车送您去别的市场找活',
      body: '去干装卸搬运，260 元/天，今天 06:30 开工，位子一起给您留好。今天 05:10 发车，去不去点一下就行，不去也不影响您在这里排队。',
    })
  })

  it('that has filled up or was closed since is told apart, by staff and by whoever is asked, and nobody goes for nothing', async () => {
    const worker = await somebody()
    const [filling, closing] = [await jobAt({ headcount: 1 }), await jobAt()]
    for (const { id } of [filling, closing]) await staff.call(transferEndpoints.makeGroup, bus(id))
    await apply(await app.person({ worker: {} }), filling.id)
    await employer.call(jobsEndpoints.close, { params: { jobId: closing.id } })
    const standing = new Map([[filling.id, 'full'], [closing.id, 'closed']])
    const [groups, offers] = [await busesOf(staff), await offersOf(worker)]
    for (const jobs of [groups, offers]) expect(new Map(jobs.map(({ job }) => [job?.id, job?.standing]))).toEqual(standing)
    const answers = new Map<string | undefined, string>()
    for (const { id, job } of offers) answers.set(job?.id, (await worker.refused(transferEndpoints.answer, { params: { transferId: id }, body: { go: true } })).code)
    expect(answers).toEqual(new Map([[filling.id, 'job_full'], [closing.id, 'job_not_open']]))
    expect(groups.every(({ taken }) => taken === 0)).toBe(true)

    const refusal = async (id: string) => (await staff.refused(transferEndpoints.makeGroup, bus(id))).fields
    expect(await refusal(filling.id)).toEqual([{ field: 'jobId', message: '这个活招满了，请另选一个' }])
    expect(await refusal(closing.id)).toEqual([{ field: 'jobId', message: '这个活不招人了，请另选一个' }])
  })

  it('may be done by everybody who is asked: whoever a hard rule keeps from it is named', async () => {
    const guarding = await jobAt({ trade: guard, title: '夜班保安' })
    await somebody()
    const minor = await somebody({ idNumber: idNumber(2009), worker: { trades: [guard] } })
    expect((await staff.refused(transferEndpoints.makeGroup, bus(guarding.id, [1, 2]))).fields).toEqual([{ field: 'numbers', message: '不能去这个活：2 号（未满 18 周岁不能做这个工种）' }])
    expect(await offersOf(minor)).toEqual([])
    expect((await staff.call(transferEndpoints.makeGroup, bus(guarding.id, [1]))).riders).toHaveLength(1)
  })

  it('names three of many who may not, and says how many there are', async () => {
    const guarding = await jobAt({ trade: guard, title: '夜班保安' })
    for (let made = 0; made < 5; made += 1) await somebody({ idNumber: idNumber(2009) })
    const [problem] = (await staff.refused(transferEndpoints.makeGroup, bus(guarding.id, [1, 2, 3, 4, 5]))).fields ?? []
    expect(problem?.message).toMatch(/^不能去这个活：1 号（.+）；2 号（.+）；3 号（.+） 等 5 处$/)
  })

  it('lies at the market the bus goes to', async () => {
    await somebody()
    const job = await valley.jobAt(here, 0)
    expect(await staff.refused(transferEndpoints.makeGroup, bus(job.id))).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('is open to others again when the bus is cancelled, and whoever had said yes may take other work; who has signed with the employer keeps the place, and is told so', async () => {
    const [rider, signed, silent] = [await somebody(), await somebody(), await somebody()]
    const job = await jobAt({ headcount: 2 })
    const { id } = await staff.call(transferEndpoints.makeGroup, bus(job.id, [1, 2, 3]))
    for (const person of [rider, signed]) await person.call(transferEndpoints.answer, { params: { transferId: (await offersOf(person))[0]?.id ?? '' }, body: { go: true } })
    const [given] = (await rider.call(applyEndpoints.mine)).applications
    const [kept] = (await signed.call(applyEndpoints.mine)).applications
    await sign(signed, kept?.agreement?.id ?? '', 'worker')
    await sign(employer, kept?.agreement?.id ?? '', 'employer')
    await staff.call(transferEndpoints.cancelGroup, { params: { groupId: id } })
    expect((await rider.call(applyEndpoints.get, { params: { applicationId: given?.id ?? '' } })).state).toBe('withdrawn')
    expect((await signed.call(applyEndpoints.get, { params: { applicationId: kept?.id ?? '' } })).state).toBe('signed')
    expect(await apply(await app.person({ worker: {} }), job.id)).toMatchObject({ state: 'applied' })
    expect(await apply(rider, (await valley.jobAt(here, 0)).id)).toMatchObject({ state: 'applied' })
    await app.feed.caughtUp()
    const told = async (person: TestPerson) => (await person.call(inboxEndpoints.list)).messages.find(({ title }) => title === '转场的车取消了')?.body
    expect(await told(rider)).toBe('这趟车不走了，那边的位子也替您退了。您还在市场的话，再扫一次门口的码，接着找活。')
    expect(await told(signed)).toBe('这趟车不走了，可这活您和雇主都签好字了，位子还是您的，请自己按时过去。实在去不了，早点在“我的活”里取消。')
    expect(await told(silent)).toBe('这趟车不走了。您还在市场的话，再扫一次门口的码，接着找活。')
  })

  it('is where whoever comes with the bus should be by its start; whoever is late has their place, and is told nothing else', async () => {
    const rider = await somebody()
    const job = await jobAt()
    const { id: groupId } = await staff.call(transferEndpoints.makeGroup, bus(job.id))
    const reply = await rider.call(transferEndpoints.answer, { params: { transferId: (await offersOf(rider))[0]?.id ?? '' }, body: { go: true } })
    expect(reply).toMatchObject({ bus: { groupId }, until: job.startsAt })
    await app.feed.caughtUp()
    const told = async () => (await rider.call(inboxEndpoints.list)).messages.map(({ title, body }) => `${title} ${body}`)
    expect(await told()).toContain('转场好了，路上慢点 那边等着您，最晚 今天 06:30 到。到了扫门口的码就算到。')
    const thereStaff = await app.person({ staffOf: there.marketId })
    const expected = async () => (await thereStaff.call(transferEndpoints.expected, { query: {} })).people.map(({ until }) => until)

    app.clock.set(job.startsAt + hour)
    await app.chores.runAll()
    expect([(await rider.call(transferEndpoints.current)).moving?.until, await expected()]).toEqual([job.startsAt, [job.startsAt]])
    app.clock.set(job.startsAt + 2 * hour)
    await app.chores.runAll()
    await app.feed.caughtUp()
    expect([(await rider.call(transferEndpoints.current)).moving, await expected()]).toEqual([null, []])
    expect((await told()).filter((words) => words.includes('转场没有到'))).toEqual([])
    expect((await rider.call(applyEndpoints.get, { params: { applicationId: reply.applicationId ?? '' } })).state).toBe('applied')
  })
})
