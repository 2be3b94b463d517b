import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { codeLink, type PrintedKind } from '@market/shared/scan/scan.rules'
import { scanEndpoints, type ScanReply } from '@market/shared/scan/scan.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { testKeys } from '../../../test/support/config'
import { hired, post, unloading } from '../../../test/support/journey'
import { testAuthority } from '../../../test/support/keys'
import { madeUpPass, showPass } from '../../../test/support/work-pass'
import { testKeyRing } from '../../crypto/test-authority'
import { byPoster, type TestMarket } from '../../../test/support/market'
import { makePrintedToken } from './codes'

describe('one scan button', () => {
  let app: TestApp
  let market: TestMarket
  let worker: TestPerson
  let employer: TestPerson
  let staff: TestPerson
  let both: TestPerson

  const scan = (person: TestPerson, code: string, as?: 'worker' | 'employer' | 'staff'): Promise<ScanReply> =>
    person.call(scanEndpoints.scan, { body: { code, ...(as ? { as } : {}) } })
  const addCode = (kind: PrintedKind, targetId: string, revokedAt: number | null = null, token = makePrintedToken(kind, testKeys.code)) =>
    app.store.write(async ({ q, t }) => {
      await q.insert(t.codes).values({ token, kind, targetId, createdAt: app.clock.now(), revokedAt })
      return token
    })

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    worker = await app.person({ worker: {} })
    employer = await app.person({ employer: {} })
    staff = await app.person({ staffOf: market.marketId })
    both = await app.person({ worker: {}, employer: {} })
  })
  afterAll(() => app.close())

  it('somebody not registered is led to registration, and sees which market it is', async () => {
    const reply = await scan(await app.person(), market.gateToken)
    expect(reply).toMatchObject({ meaning: 'gate', next: 'register', gate: { token: market.gateToken, gateId: market.gateId, gateName: '东门', marketId: market.marketId } })
    expect(reply.say).toContain('登记')
  })

  it('a worker at a gate checks in, once a day', async () => {
    const link = codeLink('https://market.test', market.gateToken)
    expect(await scan(worker, link)).toMatchObject({ meaning: 'gate', next: 'check_in' })
    const { number } = await worker.call(checkInEndpoints.create, { body: byPoster(link) })
    const again = await scan(worker, link)
    expect(again.next).toBe('already_checked_in')
    expect(again.say).toContain(`第 ${number} 位`)
    app.clock.advance(24 * 3_600_000)
    expect(await scan(worker, link)).toMatchObject({ next: 'check_in' })
    app.clock.advance(-24 * 3_600_000)
  })

  it('an employer at a gate posts a job there', async () => {
    expect(await scan(employer, market.gateToken)).toMatchObject({ next: 'post_job', gate: { marketId: market.marketId } })
  })

  it('staff at a gate are told to scan workers', async () => {
    expect(await scan(staff, market.gateToken)).toMatchObject({ next: 'nothing' })
  })

  it('who is worker and employer is taken as the page they are on', async () => {
    expect(await scan(both, market.gateToken)).toMatchObject({ next: 'check_in' })
    expect(await scan(both, market.gateToken, 'employer')).toMatchObject({ next: 'post_job' })
    expect(await scan(both, market.gateToken, 'worker')).toMatchObject({ next: 'check_in' })
  })

  it('a worker on the employer page is led to register as employer; nobody becomes staff by asking', async () => {
    expect(await scan(worker, market.gateToken, 'employer')).toMatchObject({ next: 'register' })
    expect(await scan(both, market.gateToken, 'staff')).toMatchObject({ next: 'check_in' })
  })

  it('a job code opens that job for anyone signed in', async () => {
    const { id: jobId } = await post(employer, unloading(market.marketId))
    const code = await addCode('job', jobId)
    for (const person of [worker, staff, await app.person()]) {
      expect(await scan(person, `scene=${code}`)).toMatchObject({ meaning: 'job', next: 'see_job', jobId, gate: null })
    }
  })

  it('a work pass: staff confirm it, its own worker is told to show it, others get nothing', async () => {
    const { id: jobId } = await post(employer, unloading(market.marketId))
    const application = await hired(worker, employer, jobId)
    const code = await showPass(worker, application.id)
    expect(await scan(staff, code)).toMatchObject({ meaning: 'work_pass', next: 'confirm_arrival' })
    expect(await scan(worker, code)).toMatchObject({ meaning: 'work_pass', next: 'show_to_staff' })
    expect(await scan(employer, code)).toMatchObject({ meaning: 'work_pass', next: 'nothing', jobId: null })
    const forged = madeUpPass({ applicationId: application.id }, app.clock.now(), testKeyRing(testAuthority))
    expect(await scan(worker, forged)).toMatchObject({ meaning: 'work_pass', next: 'nothing' })
    expect(await scan(staff, forged)).toMatchObject({ next: 'confirm_arrival' })
  })

  it('a slip leads staff to its person; whoever finds it learns nothing of them', async () => {
    const code = await addCode('person', worker.personId)
    expect(await scan(staff, code)).toMatchObject({ meaning: 'slip', next: 'find_person', gate: null, jobId: null })
    expect(await scan(worker, code)).toMatchObject({ meaning: 'slip', next: 'show_to_staff' })
    const strangers = [await scan(both, code), await scan(employer, code), await scan(await app.person(), code)]
    for (const reply of strangers) expect(reply).toMatchObject({ meaning: 'slip', next: 'nothing' })
    expect(new Set(strangers.map(({ say }) => say)).size).toBe(1)
  })

  it('a crew’s code lets workers look at the crew, and leads others to registration or nowhere', async () => {
    const code = await addCode('crew', worker.personId)
    expect(await scan(worker, code)).toMatchObject({ meaning: 'crew', next: 'see_crew' })
    expect(await scan(await app.person(), code)).toMatchObject({ meaning: 'crew', next: 'register' })
    expect(await scan(employer, code)).toMatchObject({ meaning: 'crew', next: 'nothing' })
    expect(await scan(staff, code)).toMatchObject({ meaning: 'crew', next: 'nothing' })
  })

  it.each([
    ['a foreign link', 'https://example.org/pay/12'],
    ['emoji', '🎉🎉'],
    ['10 kB', 'x'.repeat(10_000)],
    ['nothing at all', ''],
    ['a made-up token of the right shape', 'g000000000000000000'],
    ['a null character', 'g\u0000'],
  ])('%s gets clear words, and nothing is opened', async (_what, code) => {
    expect(await scan(worker, code)).toEqual({
      meaning: 'unknown', next: 'nothing', needsPlace: false, say: '这个码不是零工市场的码，没有打开任何东西。', gate: null, jobId: null,
    })
  })

  it('a genuine code that was never put up is unknown', async () => {
    expect(await scan(worker, makePrintedToken('gate', testKeys.code))).toMatchObject({ meaning: 'unknown' })
  })

  it('a token with a wrong check is not even looked up', async () => {
    const token = await addCode('gate', market.gateId, null, makePrintedToken('gate', new Uint8Array(32)))
    expect(await scan(worker, token)).toMatchObject({ meaning: 'unknown' })
  })

  it('a revoked code is refused with the words to look for the new one', async () => {
    const token = await addCode('gate', market.gateId, app.clock.now())
    expect(await worker.refused(scanEndpoints.scan, { body: { code: token } })).toMatchObject({ status: 409, code: 'code_revoked' })
  })

  it('every code of a gate that was taken down is revoked', async () => {
    const closed = await app.market()
    await app.store.write(async ({ q, t }) => {
      await q.update(t.gates).set({ revokedAt: app.clock.now() }).where(eq(t.gates.id, closed.gateId))
    })
    expect(await worker.refused(scanEndpoints.scan, { body: { code: closed.gateToken } })).toMatchObject({ code: 'code_revoked' })
  })

  it('a stranger without a session is asked to enter first', async () => {
    expect(await app.stranger.refused(scanEndpoints.scan, { body: { code: market.gateToken } })).toMatchObject({ status: 401, code: 'unauthenticated' })
  })
})
