import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { hour, minute } from '@market/shared/words/time'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { isPdf, nobodysIdNumber } from './invented'
import { demoPerson } from './people'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** At the desk: somebody without a phone is registered and goes with a slip, comes back with a phone; a crew comes by one code. */

const product = inject('product')
const oldRoot = nobodysIdNumber('19630918', 11)
const payFen = 26_400
let browser: StoryBrowser
let staff: Phone
let worker: Phone
let leader: Phone
let mate: Phone

beforeAll(async () => {
  browser = await openBrowser('desk')
  ;[staff, worker, leader, mate] = await Promise.all([browser.openPhone(), browser.openPhone(), browser.openPhone(), browser.openPhone()])
})
afterAll(() => browser.close())

test('staff register somebody without a phone, check them in, and print a slip with their number', async () => {
  await staff.enterAs(product.url, 'demo-staff-1')
  await staff.tap('#go-desk')
  await staff.type('desk-name', '乔老根')
  await staff.type('desk-id-number', oldRoot)
  await staff.reads('还没登记过')
  await staff.tap('#compared')
  await staff.tap('#trade-4-02-05-01')
  await staff.tap('#usual-pay-180')
  await staff.tap('#consent')
  await staff.picture('staff-register-at-the-desk')
  await staff.tap('#desk-submit')
  await staff.sees('#desk-state')
  await staff.sees('#slip')
  await staff.reads('乔*根')
  await staff.picture('somebody-with-a-number-and-no-phone')
  const { name, bytes } = await staff.download('#print-a6')
  expect(name).toMatch(/\.pdf$/)
  expect(isPdf(bytes)).toBe(true)
})

test('with a phone they open the same account: no second registration', async () => {
  await worker.page.goto(product.url)
  await worker.tap('#demo-new')
  await worker.tap('#tab-me')
  await worker.tap('#to-bind-phone')
  await worker.sees('#phone-code')
  await worker.picture('a-phone-shows-its-code-to-the-desk')
  await staff.tap('#desk-bind')
  await staff.choosePicture('#scanner-picture', await worker.page.screenshot())
  await worker.sees('#phone-bound')
  await worker.reads('乔*根')
  await worker.picture('the-account-is-on-the-phone')
})

test('whom no message reaches signs at the desk: they read, answer and write, staff witness it', async () => {
  const boss = await demoPerson(product.url, ({ role, about }) => role === 'employer' && about.startsWith('洛阳宏运农贸有限公司'))
  const desk = await demoPerson(product.url, ({ role }) => role === 'staff')
  const marketId = (await desk.call(sessionEndpoints.me, {})).staff?.marketId ?? ''
  const startsAt = Date.now() + 90 * minute
  const { id: jobId } = await boss.call(jobsEndpoints.create, { body: {
    marketId, trade: '4-02-05-01', title: '卸货搬运', description: '卸白菜、土豆，每袋 25 公斤', requirements: '会搬运即可，自备手套', headcount: 2,
    address: '宏进农批市场 11 号库', lat: 34.64, lng: 112.46, startsAt, endsAt: startsAt + 8 * hour, breakMinutes: 60, payFen, payUnit: 'day',
    settleWhen: 'same_day', settleHow: 'cash', perks: ['lunch'], contactName: '李建设', contactPhone: '15400001000',
  } })
  await worker.page.goto(`${product.url}/#/pages/job/index?jobId=${jobId}`)
  await worker.tap('#apply')
  await worker.sees('#sign-next')

  await staff.tap('#desk-next')
  await staff.type('desk-name', '乔老根')
  await staff.type('desk-id-number', oldRoot)
  await staff.sees('#desk-to-sign')
  await staff.see('#desk-to-sign').scrollIntoViewIfNeeded()
  await staff.picture('an-agreement-waits-at-the-desk')
  await staff.tap('#desk-to-sign .ui-button')
  await staff.sees('#desk-sign-next')
  await staff.picture('read-at-the-desk')
  await staff.tap('#desk-sign-next')
  await staff.tap(`#pay-choice-${payFen}`)
  await staff.picture('answered-at-the-desk')
  await staff.tap('#desk-sign-next')
  await staff.writeName()
  await staff.picture('written-at-the-desk')
  await staff.tap('#desk-sign-next')
  await staff.tap('#desk-sign-compared')
  await staff.picture('witnessed-at-the-desk')
  await staff.tap('#desk-sign-submit')
  await staff.sees('#desk-signed')
  await staff.reads('等雇主签')
  await staff.picture('signed-at-the-desk')
  await staff.tap('#desk-sign-done')
  await staff.sees('#desk-state')
})

test('a crew comes by one code, and each member is there for themselves', async () => {
  await leader.enterAs(product.url, 'demo-worker-5')
  await leader.tap('#tab-me')
  await leader.tap('#to-crew')
  await leader.type('crew-name', '老张班')
  await leader.tap('#crew-make')
  await leader.sees('#crew-code')
  await leader.picture('leader-shows-the-crew-code')

  await mate.enterAs(product.url, 'demo-worker-6')
  await mate.tap('#tab-me')
  await mate.tap('#to-crew')
  await mate.tap('#crew-scan')
  await mate.choosePicture('#scanner-picture', await leader.page.screenshot())
  await mate.tap('#crew-join')
  await mate.reads('您在老张班')
  await mate.picture('a-mate-has-joined-the-crew')
})

test('nothing went wrong unseen in any of the phones', () => {
  expect(browser.problems()).toEqual([])
})
