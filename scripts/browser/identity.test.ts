import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { licencePicture, nobodysCreditCode, nobodysIdNumber } from './invented'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** Both sides by their real names: a new business may look but not post until its people and its licence have been checked. */

const product = inject('product')
let browser: StoryBrowser
let employer: Phone
let staff: Phone

beforeAll(async () => {
  browser = await openBrowser('identity')
  ;[employer, staff] = await Promise.all([browser.openPhone(), browser.openPhone()])
})
afterAll(() => browser.close())

const name = '洛龙二十四节气小吃店'
const take = '[id^="case-"]:has-text("乔*姐") [id^="take-"]'

test('a new business registers at the gate, and is told what is missing before it can post', async () => {
  await employer.page.goto(product.gateLink)
  await employer.tap('#demo-new')
  await employer.tap('#hire-instead')
  await employer.tap('#kind-business')
  await employer.type('name', name)
  await employer.type('licence', nobodysCreditCode(24))
  await employer.type('contact-name', '乔二姐')
  await employer.type('phone', '154 9999 0021')
  await employer.tap('#consent')
  await employer.tap('#register')
  await employer.sees('#verify-first')
  await employer.reads('还差两步')
  await employer.picture('a-business-is-told-what-is-missing')
})

test('the person behind it is checked at once, and the licence goes to the desk', async () => {
  await employer.tap('#go-identity')
  await employer.type('name', '乔二姐')
  await employer.type('id-number', nobodysIdNumber('19820924', 24))
  await employer.tap('#consent')
  await employer.tap('#check-typed')
  await employer.sees('#own-identity')
  await employer.picture('the-person-is-checked')
  await employer.tap('#to-papers')
  await employer.tap('#submit-papers')
  await employer.sees('#papers-wrong')
  await employer.picture('everything-missing-is-said-at-once')
  await employer.choosePicture('#business_licence-picture', licencePicture())
  await employer.choosesDay('business_licence-validFrom')
  await employer.tap('#business_licence-until-never')
  await employer.tap('#submit-papers')
  await employer.reads('办结时限')
  await employer.picture('the-licence-waits-with-a-deadline')
})

test('staff take it from the queue, give a reason to look, and send it back with everything that is wrong', async () => {
  await staff.enterAs(product.url, 'demo-staff-2')
  await staff.tap('#tab-queue')
  await staff.picture('the-queue')
  await staff.tap(take)
  await staff.sees('#review-what')
  await staff.reads(name)
  await staff.picture('a-licence-before-a-reason-was-given')
  await staff.tap('#reveal')
  await staff.sees('[id^="picture-"]')
  await staff.picture('a-licence-is-looked-at')
  await staff.tap('#open-refuse')
  await staff.tap('#flaw-business_licence_unclear')
  await staff.picture('everything-that-is-wrong-is-ticked')
  await staff.tap('#refuse')
  await staff.sees('#review-decided')
})

test('the business mends it, staff accept it, and it posts', async () => {
  await employer.page.reload()
  await employer.sees('#papers-mend')
  await employer.picture('what-is-to-be-mended')
  await employer.choosePicture('#business_licence-picture', licencePicture())
  await employer.tap('#submit-papers')
  await employer.reads('办结时限')

  await staff.tap('#to-queue')
  await staff.tap(take)
  await staff.reads(name)
  await staff.tap('#reveal')
  await staff.tap('#accept')
  await staff.reads('通过了')
  await staff.picture('the-licence-is-accepted')

  await employer.page.goto(product.gateLink)
  await employer.tap('[id^="template-"]')
  await employer.sees('#publish')
  await employer.loses('#verify-first')
  await employer.picture('and-the-business-may-post')
})

test('nothing went wrong unseen in any of the phones', () => {
  expect(browser.problems()).toEqual([])
})
