import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { arriveEndpoints, type WorkPass } from '@market/shared/arrive/arrive.contract'
import { deviceKeyFrom, signWithDevice } from '@market/shared/arrive/device-key'
import { makePass, passCode, passStepMs } from '@market/shared/arrive/pass.rules'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { hour, minute } from '@market/shared/words/time'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoPerson, handTo, newWorker, type Person } from './people'
import { openBrowser, type Phone, type StoryBrowser } from './phone'
import { hireAll } from './signed'

/** A morning without a network: passes are shown and scanned all the same, the app is closed in between, and nothing is lost. */

const product = inject('product')
const payFen = 25_800
let browser: StoryBrowser
let staff: Phone
let worker: Phone
let desk: Person
let workers: Person[]
let applications: string[]
/** What the phones of the first two show at this moment; the third has a phone of their own on the screen. */
let codes: (() => string)[]

beforeAll(async () => {
  browser = await openBrowser('offline')
  ;[staff, worker] = await Promise.all([browser.openPhone(), browser.openPhone()])
  // An employer of its own: who has signed in another story within the last minute gets no second code.
  const employer = await demoPerson(product.url, ({ role, about }) => role === 'employer' && about === '家里招人')
  desk = await demoPerson(product.url, ({ role }) => role === 'staff')
  const marketId = (await desk.call(sessionEndpoints.me, {})).staff?.marketId ?? ''
  const startsAt = Date.now() + 90 * minute
  const job = await employer.call(jobsEndpoints.create, { body: {
    marketId, trade: '4-02-05-01', title: '卸白菜', description: '卸白菜、土豆，每袋 25 公斤', requirements: '会搬运即可', headcount: 3, address: '宏进农批市场 21 号库', lat: 34.64, lng: 112.46,
    startsAt, endsAt: startsAt + 8 * hour, breakMinutes: 60, payFen, payUnit: 'day', settleWhen: 'same_day', settleHow: 'cash', perks: ['lunch'], contactName: '赵玉霞', contactPhone: '15400001000',
  } })
  workers = []
  // Of numbers that no other story takes.
  for (const serial of [95, 96, 97]) workers.push(await newWorker(product, serial, ['4-02-05-01']))
  applications = await hireAll(workers, employer, { id: job.id, payFen })
  codes = []
  for (const [at, { call }] of workers.slice(0, 2).entries()) {
    const key = deviceKeyFrom(randomBytes(48))
    const pass: WorkPass = await call(arriveEndpoints.workPass, { params: { applicationId: applications[at] ?? '' }, body: { deviceKey: key.publicKey } })
    codes.push(() => passCode(pass.linkStart, makePass(pass.credential, Date.now(), (message) => signWithDevice(key.privateKey, message))))
  }
}, 180_000)
afterAll(() => browser.close())

const codeShown = (): Promise<string | null> => worker.see('#pass-code img, img#pass-code').getAttribute('src')

test('a worker’s phone without a network goes on making codes', async () => {
  await handTo(worker, workers[2] as Person)
  await worker.page.goto(product.url)
  await worker.tap('#demo-new')
  await worker.tap('#tab-mine')
  await worker.tap(`#work-pass-${applications[2]}`)
  await worker.sees('#pass-code')
  await worker.page.context().setOffline(true)
  const before = await codeShown()
  await worker.page.waitForTimeout(passStepMs + 1_000)
  expect(await codeShown()).not.toBe(before)
  await worker.sees('#offline-strip')
  await worker.picture('a-pass-without-a-network')
})

const scansTyped = async (code: string): Promise<void> => {
  await staff.type('typed-code', code)
  await staff.tap('#typed-submit')
}

test('staff who have lost the network scan on: green of its own, and it says that it is not reported yet', async () => {
  await staff.enterAs(product.url, 'demo-staff-1')
  await staff.reads('没网也能扫')
  await staff.picture('on-duty-with-a-list')
  await staff.page.waitForLoadState('networkidle')
  await staff.tap('#scan-arrival')
  await staff.sees('#typed-code')
  // In a browser the scan page has to have been open once: it is fetched when it is first opened.
  await staff.page.context().setOffline(true)

  await scansTyped(codes[0]?.() ?? '')
  await staff.sees('.ui-answer-provisional')
  await staff.reads('先记下了')
  await staff.picture('noted-without-a-network')
  await staff.tap('#scan-go-on')
  await staff.reads('还有 1 次扫码没报上去')
  await staff.picture('one-waits-on-the-scan-page')
})

test('in large type too, and from the screen of a phone that has no network either', async () => {
  await staff.tap('#back')
  await staff.reads('还有 1 次扫码没报上去')
  await staff.tap('#type-switch')
  await staff.picture('one-waits-on-duty-in-large-type')
  await staff.tap('#scan-arrival')
  await scansTyped(codes[1]?.() ?? '')
  await staff.sees('.ui-answer-provisional')
  await staff.picture('noted-in-large-type')
  await staff.tap('#scan-go-on')
  await staff.choosePicture('#pick-image', await worker.page.screenshot())
  await staff.sees('.ui-answer-provisional')
  await staff.tap('#scan-go-on')
  await staff.reads('还有 3 次扫码没报上去')
  // The same person once more: this phone knows.
  await scansTyped(codes[0]?.() ?? '')
  await staff.sees('.ui-answer-amber')
  await staff.picture('has-arrived-before-in-large-type')
  await staff.tap('#scan-go-on')
})

test('the page is closed and opened: all of them wait; the network is back, and they are reported', async () => {
  const context = staff.page.context()
  // Opened again on a network through which the server is not to be reached: a browser cannot even load a page without one.
  await context.route('**/api/**', (route) => route.abort())
  await context.setOffline(false)
  await staff.page.goto('about:blank')
  await staff.page.goto(`${product.url}/#/staff/duty/index`)
  await staff.reads('还有 4 次扫码没报上去')
  await staff.picture('they-wait-after-the-page-was-closed')

  await context.unroute('**/api/**')
  await staff.tap('#report-now, #unreported')
  await staff.see('#unreported').waitFor({ state: 'hidden' })
  // Not from the list of the day: late in the evening the job begins on the next one.
  const states = await Promise.all(workers.map(async ({ call }, at) => (await call(applyEndpoints.get, { params: { applicationId: applications[at] ?? '' } })).state))
  expect(states).toEqual(['arrived', 'arrived', 'arrived'])
  await staff.picture('all-reported')
})

test('the worker’s phone learns of it when it has a network again', async () => {
  await worker.page.context().setOffline(false)
  await worker.reads('已到岗')
})

test('nothing went wrong unseen', () => {
  expect(browser.problems()).toEqual([])
})
