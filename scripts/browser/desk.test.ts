import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { isPdf, nobodysIdNumber } from './invented'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** At the desk: somebody without a phone is registered and goes with a slip, comes back with a phone; a crew comes by one code. */

const product = inject('product')
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
  await staff.type('desk-id-number', nobodysIdNumber('19630918', 11))
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
