import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { hour, minute } from '@market/shared/words/time'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoPerson, handTo, newWorker, type Person } from './people'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** Signing on two phones: a worker and an employer alone, then an employer thirty at once. */

const product = inject('product')
const crowd = 30
/** Serial numbers of this story's people: other stories bring theirs to the same market. */
const serials = 60
const trade = '4-02-05-01'
const payFen = 27_300
let browser: StoryBrowser
let boss: Person
let first: Person
let worker: Phone
let employer: Phone
let marketId: string
let agreementId: string
let applicationId: string
/** When the employer was sent a code, UTC ms. */
let lastCode = 0

const posted = async (title: string, headcount: number): Promise<string> => {
  const startsAt = Date.now() + 90 * minute
  const { id } = await boss.call(jobsEndpoints.create, { body: {
    marketId, trade, title, description: '卸白菜、土豆，每袋 25 公斤', requirements: '会搬运即可，自备手套', headcount,
    address: `宏进农批市场 ${headcount} 号库`, lat: 34.64, lng: 112.46, startsAt, endsAt: startsAt + 8 * hour, breakMinutes: 60, payFen, payUnit: 'day',
    settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'], contactName: '李建设', contactPhone: '15400001000',
  } })
  return id
}

beforeAll(async () => {
  browser = await openBrowser('sign')
  ;[worker, employer] = await Promise.all([browser.openPhone(), browser.openPhone()])
  boss = await demoPerson(product.url, ({ role, about }) => role === 'employer' && about.startsWith('洛阳宏运农贸有限公司'))
  const desk = await demoPerson(product.url, ({ role }) => role === 'staff')
  marketId = (await desk.call(sessionEndpoints.me, {})).staff?.marketId ?? ''
  first = await newWorker(product, serials, [trade])
  const jobId = await posted('卸货搬运', 2)
  const application = await first.call(applyEndpoints.create, { params: { jobId } })
  ;[applicationId, agreementId] = [application.id, application.agreement?.id ?? '']
}, 60_000)
afterAll(() => browser.close())

/** Says how many taps and seconds of this machine it took; a person reads and writes in the rest of the minute they may have. */
async function timed(who: string, phone: Phone, act: () => Promise<number>): Promise<void> {
  const from = performance.now() - phone.waitedForCodesMs
  const taps = await act()
  const seconds = (performance.now() - phone.waitedForCodesMs - from) / 1_000
  console.log(`  ${who}: ${taps} taps and a name, ${seconds.toFixed(1)} s of this machine`)
  expect(seconds).toBeLessThan(20)
  expect(taps).toBeLessThanOrEqual(7)
}

const entersAs = async (phone: Phone, person: Person): Promise<void> => {
  await handTo(phone, person)
  await phone.page.goto(product.url)
  await phone.tap('#demo-new')
  await phone.sees('.ui-tabs')
}

test('each step stands on one screen, in normal and in large letters', async () => {
  await entersAs(worker, first)
  await worker.tap('#type-switch')
  await worker.page.goto(`${product.url}/#/pages/agreement/index?agreementId=${agreementId}&side=worker&applied=1`)
  await worker.sees('#sign-next')
  await worker.picture('worker-read-large')
  await worker.tap('#sign-next')
  await worker.tap(`#pay-choice-${payFen}`)
  await worker.picture('worker-pay-large')
  await worker.tap('#sign-next')
  await worker.writeName()
  await worker.picture('worker-write-large')
  await worker.tap('#sign-next')
  await worker.sees('#send-code')
  await worker.picture('worker-confirm-large')
})

test('broken off, the worker goes on where they were; the name is written again', async () => {
  await worker.page.reload()
  await worker.sees('#signature')
  await worker.reads('第 3 步，共 4 步')
  await worker.tap('#sign-back')
  expect(await worker.see(`#pay-choice-${payFen}`).getAttribute('aria-checked')).toBe('true')
  await worker.tap('#sign-back')
  await worker.tap('#step-back-ask')
  await worker.sees('#withdraw-sheet')
  await worker.picture('worker-thinks-of-going-back-large')
  await worker.tap('#withdraw-sheet-close')
  await worker.page.goto(product.url)
  await worker.tap('#type-switch')
})

test('a worker signs within a minute', async () => {
  await worker.page.goto(`${product.url}/#/pages/agreement/index?agreementId=${agreementId}&side=worker`)
  await timed('worker', worker, async () => {
    const taps = await worker.signs(payFen)
    await worker.sees('#signed-state')
    return taps
  })
  await worker.reads('您已签字')
  await worker.picture('worker-has-signed')
})

test('an employer signs within a minute', async () => {
  await employer.enterAs(product.url, 'demo-employer-1')
  await employer.page.goto(`${product.url}/#/pages/agreement/index?agreementId=${agreementId}&side=employer`)
  await timed('employer', employer, async () => {
    const taps = await employer.signs(null)
    lastCode = Date.now()
    await employer.sees('#signed-state')
    return taps
  })
  await employer.picture('employer-has-signed')
  const { agreement } = await first.call(applyEndpoints.get, { params: { applicationId } })
  expect(['signed', 'sealed']).toContain(agreement?.status)
})

test('the paper is there soon after, either side takes it away, and anybody verifies it by its code', async () => {
  const agreement = () => first.call(signEndpoints.get, { params: { agreementId } })
  await expect.poll(async () => (await agreement()).hasPaper, { timeout: 60_000, interval: 500 }).toBe(true)
  // The worker has stayed where they signed.
  await worker.sees('#paper-get')
  await worker.see('#agreement-paper').scrollIntoViewIfNeeded()
  await worker.picture('worker-has-the-paper')
  const download = worker.page.waitForEvent('download')
  await worker.tap('#paper-get')
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/)
  await worker.tap('#paper-verify')
  await worker.sees('#verify-about')
  await worker.picture('worker-verifies')
  const stranger = await browser.openPhone()
  await stranger.page.goto(`${product.url}/#/pages/verify/index?code=${(await agreement()).code ?? ''}`)
  await stranger.sees('#verify-about')
  await stranger.tap('#type-switch')
  await stranger.picture('stranger-verifies-large')
  await stranger.page.goto(`${product.url}/#/pages/verify/index?code=g7k3m2p9x4q17h3t0v5w`)
  await stranger.page.reload()
  await stranger.picture('stranger-verifies-what-is-none-large')
}, 120_000)

test('an employer signs thirty agreements of one job with one name and one code', async () => {
  const jobId = await posted('卸货搬运，大车', crowd)
  for (let serial = serials + 1; serial <= serials + crowd; serial += 1) {
    const person = await newWorker(product, serial, [trade])
    const { agreement } = await person.call(applyEndpoints.create, { params: { jobId } })
    expect(agreement).not.toBeNull()
  }
  await employer.page.goto(`${product.url}/#/employer/job/index?jobId=${jobId}`)
  await employer.sees('#sign-all')
  await employer.picture('employer-has-thirty-to-sign')
  // One message a minute: the last one was for the agreement before.
  await employer.page.waitForTimeout(Math.max(0, lastCode + minute + 1_000 - Date.now()))
  await employer.tap('#sign-all')
  await employer.sees('#many-people')
  await employer.picture('employer-reads-thirty')
  await timed('employer, thirty', employer, async () => {
    const taps = await employer.signs(null, (step) => employer.picture(`employer-signs-thirty-${step}`))
    await employer.sees('#many-done')
    return taps
  })
  await employer.reads('签好了 30 份')
  await employer.picture('employer-has-signed-thirty')
  expect((await boss.call(signEndpoints.ofJob, { params: { jobId } })).agreements).toEqual([])
}, 180_000)

test('nothing went wrong unseen in either phone', () => {
  expect(browser.problems()).toEqual([])
})
