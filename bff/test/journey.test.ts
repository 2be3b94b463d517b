import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { marketsEndpoints } from '@market/shared/markets/markets.contract'
import { matchEndpoints } from '@market/shared/match/match.contract'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { scanEndpoints } from '@market/shared/scan/scan.contract'
import { settleEndpoints } from '@market/shared/settle/settle.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { createTestApp, type TestApp, type TestPerson } from './support/app'
import { showPapers } from './support/identity'
import { post, sign, unloading } from './support/journey'
import { phoneKey, shown } from './support/work-pass'
import { byPoster, type TestMarket } from './support/market'
import { idNumber } from './support/people'

/** One day at a market from the gate to the money, told through the API, in the order in which people live it. */
describe('from the gate to payday', () => {
  let market: TestMarket
  let app: TestApp
  let worker: TestPerson
  let employer: TestPerson
  let staff: TestPerson
  let jobId: string
  let applicationId: string
  let agreementId: string

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    worker = await app.person({ newcomer: true })
    employer = await app.person({ newcomer: true })
    staff = await app.person({ staffOf: market.marketId })
  })
  afterAll(() => app.close())

  it('04:40, a newcomer scans the gate and is led to registration', async () => {
    const reply = await worker.call(scanEndpoints.scan, { body: { code: `https://market.test/q/${market.gateToken}` } })
    expect(reply).toMatchObject({ meaning: 'gate', next: 'register', gate: { gateName: '东门', marketId: market.marketId } })
  })

  it('registers, scans again and checks in as number 1', async () => {
    const me = await worker.call(registerEndpoints.worker, {
      body: {
        name: '王建国', idNumber: idNumber(), phone: '138 0000 5678', trades: ['4-02-05-01'],
        skillLevel: 'junior', wishedPayFen: 23_000, wishedPayUnit: 'day', consent: consent.version,
      },
    })
    expect(me).toMatchObject({ roles: ['worker'], nameMasked: '王*国', phoneMasked: '138****5678' })
    expect(await worker.call(scanEndpoints.scan, { body: { code: market.gateToken } })).toMatchObject({ next: 'check_in' })
    const checkIn = await worker.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
    expect(checkIn).toMatchObject({ number: 1, gateName: '东门', assurance: 'low' })
    expect(await worker.call(scanEndpoints.scan, { body: { code: market.gateToken } })).toMatchObject({ next: 'already_checked_in' })
  })

  it('an employer registers, and posts nothing before staff have seen the licence', async () => {
    await employer.call(registerEndpoints.employer, {
      body: {
        kind: 'business', name: '洛阳宏运农贸有限公司', licence: '91350100M000100Y43',
        contactName: '李宏运', phone: '13900001234', consent: consent.version,
      },
    })
    expect((await employer.refused(jobsEndpoints.create, { body: unloading(market.marketId) })).code).toBe('not_verified')
    await showPapers(employer, { name: '李宏运', idNumber: idNumber() }, staff, market.marketId)
  })

  it('the employer scans the same gate and posts on the spot', async () => {
    expect(await employer.call(scanEndpoints.scan, { body: { code: market.gateToken } })).toMatchObject({ next: 'post_job' })
    const job = await post(employer, unloading(market.marketId))
    expect(job).toMatchObject({ status: 'open', filled: 0, headcount: 3, hourlyFen: 3250, minimumHourlyFen: 1960, contactNameMasked: '李*运' })
    jobId = job.id
  })

  it('the job comes first among the worker’s matches, and says why', async () => {
    const { matches } = await worker.call(matchEndpoints.forMe, { query: { lat: 34.63, lng: 112.45 } })
    expect(matches[0]?.job.id).toBe(jobId)
    expect(matches[0]?.reasons.join(' ')).toMatch(/搬运.*30 元/)
  })

  it('one tap applies: a place is taken and the terms are frozen', async () => {
    const application = await worker.call(applyEndpoints.create, { params: { jobId } })
    expect(application).toMatchObject({ state: 'applied', terms: { payFen: 26_000, title: '卸货搬运' }, agreement: { status: 'draft' }, contactPhone: null })
    expect(await worker.call(jobsEndpoints.get, { params: { jobId }, query: {} })).toMatchObject({ filled: 1, contactPhone: null })
    applicationId = application.id
    agreementId = application.agreement?.id ?? ''
  })

  it('both sign the same text; it is sealed and anyone can verify it', async () => {
    expect((await sign(worker, agreementId, 'worker')).application.state).toBe('worker_signed')
    const { agreement, application } = await sign(employer, agreementId, 'employer', '13900001234')
    expect(agreement.status).toBe('signed')
    expect(application.state).toBe('signed')
    const verification = await app.stranger.call(signEndpoints.verify, { params: { agreementId } })
    expect(verification.valid).toBe(true)
    expect(verification.signatures.map(({ party, nameMasked }) => [party, nameMasked])).toEqual([['worker', '王*国'], ['employer', expect.any(String)]])
  })

  it('now each side sees the other’s phone', async () => {
    const mine = await worker.call(applyEndpoints.get, { params: { applicationId } })
    expect(mine.contactPhone).toBe('13900001234')
    const theirs = await employer.call(applyEndpoints.get, { params: { applicationId } })
    expect(theirs).toMatchObject({ contactPhone: '13800005678', workerMasked: '王*国' })
  })

  it('06:20, staff scan the work pass and the arrival counts', async () => {
    app.clock.set(Date.parse('2026-11-23T06:20:00+08:00'))
    const key = phoneKey(worker.personId)
    const pass = await worker.call(arriveEndpoints.workPass, { params: { applicationId }, body: { deviceKey: key.publicKey } })
    expect(pass).toMatchObject({ workerMasked: '王*国', number: 1 })
    const scan = { body: { code: shown(pass, key, app.clock.now()), scanId: '0190aaaa-0000-7000-8000-000000000001', capturedAt: app.clock.now() } }
    const result = await staff.call(arriveEndpoints.confirm, scan)
    expect(result).toMatchObject({ status: 'accepted', reason: 'accepted', workerMasked: '王*国', number: 1, arrivedToday: 1 })
    expect(await staff.call(arriveEndpoints.duty)).toMatchObject({ arrived: 1, people: [{ applicationId, state: 'arrived' }] })
  })

  it('15:30, hours and pay are stated by one side and confirmed by the other, then the money', async () => {
    app.clock.set(Date.parse('2026-11-23T15:31:00+08:00'))
    await worker.call(arriveEndpoints.finish, { params: { applicationId } })
    const proposed = await employer.call(settleEndpoints.propose, { params: { applicationId }, body: { minutes: 480, amountFen: 26_000, note: '' } })
    expect(proposed).toMatchObject({ state: 'hours_proposed', settlement: { minutes: 480, amountFen: 26_000, round: 1 } })
    await worker.call(settleEndpoints.agree, { params: { applicationId }, body: { minutes: 480, amountFen: 26_000 } })
    await employer.call(settleEndpoints.pay, { params: { applicationId }, body: { how: 'wechat' } })
    const settled = await worker.call(settleEndpoints.confirmPayment, { params: { applicationId } })
    expect(settled).toMatchObject({ state: 'settled', settlement: { amountFen: 26_000, paidHow: 'wechat', receivedAt: app.clock.now() } })
  })

  it('the followers have kept the market’s figures and everybody’s inbox', async () => {
    await app.feed.caughtUp()
    expect(await app.stranger.call(marketsEndpoints.today, { params: { marketId: market.marketId } })).toMatchObject({
      checkedIn: 1, applied: 1, signed: 1, arrived: 1, settled: 1,
    })
    const { messages } = await worker.call(inboxEndpoints.list)
    expect(messages.length).toBeGreaterThanOrEqual(4)
    expect(JSON.stringify(messages)).not.toMatch(/王建国|李宏运|13900001234/)
  })
})
