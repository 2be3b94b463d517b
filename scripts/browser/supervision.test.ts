import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** Postings supervised: refused with the clause and mended, looked at where in doubt, reported, taken down, appealed against. */

const product = inject('product')
let browser: StoryBrowser
let employer: Phone
let staff: Phone
let worker: Phone
let manager: Phone
let jobId: string

beforeAll(async () => {
  browser = await openBrowser('supervision')
  ;[employer, staff, worker, manager] = await Promise.all([browser.openPhone(), browser.openPhone(), browser.openPhone(), browser.openPhone()])
})
afterAll(() => browser.close())

/** The first case of a kind about somebody, in the queue. */
const take = (title: string): string => `[id^="case-"]:has-text("${title}"):has-text("李*设") [id^="take-"]`

test('a posting for men only is refused with the clause of law, and nothing typed is lost', async () => {
  await employer.page.goto(product.gateLink)
  await employer.tap('#demo-employer-1')
  await employer.tap('[id^="template-"]:has-text("装卸工")')
  await employer.tap('#section-what')
  await employer.type('title', '夜里卸苹果')
  await employer.type('description', '卸苹果，限男性，每箱 20 公斤')
  await employer.tap('#publish')
  await employer.sees('#broken-clauses')
  await employer.reads('就业促进法')
  await employer.picture('refused-with-the-clause')
})

test('one that is only doubtful waits for staff, with a clock', async () => {
  await employer.type('description', '卸苹果，每箱 20 公斤，形象好气质佳')
  await employer.tap('#publish')
  await employer.sees('#posting-state')
  jobId = employer.parameter('jobId')
  await employer.picture('a-doubtful-posting-waits')
  await worker.enterAs(product.url, 'demo-worker-2')
  await worker.page.goto(`${product.url}/#/pages/find/index`)
  await worker.sees('[id^="job-"]')
  expect(await worker.page.locator(`#job-${jobId}`).count()).toBe(0)
})

test('staff take it from the queue, see what was doubted, and publish it', async () => {
  await staff.enterAs(product.url, 'demo-staff-1')
  await staff.tap('#tab-queue')
  await staff.tap(take('看看招工能不能发'))
  await staff.sees('#review-findings')
  await staff.reads('夜里卸苹果')
  await staff.picture('staff-look-at-a-doubtful-posting')
  await staff.tap('#publish')
  await staff.sees('#decided')
  await worker.page.goto(`${product.url}/#/pages/job/index?jobId=${jobId}`)
  await worker.sees('#job-pay')
  await worker.picture('and-it-is-published')
})

test('whoever is asked for money reports it in two taps, and the employer never learns who it was', async () => {
  await worker.tap('#report')
  await worker.tap('#report-reason-asked_for_money')
  await worker.type('report-text', '让我先交 100 块工具钱')
  await worker.picture('a-worker-reports')
  await worker.tap('#send-report')
  await worker.sees('#reported')
  await worker.page.goto(`${product.url}/#/pages/my-cases/index`)
  await worker.reads('举报')
  await worker.picture('who-answers-for-it-and-until-when')
})

test('staff decide: the posting is taken down, with points and a reason', async () => {
  await staff.tap('#to-queue')
  await staff.tap(take('有人举报'))
  await staff.sees('#report-words')
  await staff.picture('staff-look-at-a-report')
  await staff.tap('#open-decide')
  await staff.tap('#decision-takedown')
  await staff.type('decide-reason', '核实过，收了工具钱')
  await staff.tap('#decide')
  await staff.sees('#decided')
  await worker.page.goto(`${product.url}/#/pages/find/index`)
  await worker.sees('[id^="job-"]')
  await worker.loses(`#job-${jobId}`)
})

test('the employer reads why, and somebody else answers the appeal', async () => {
  await employer.page.goto(`${product.url}/#/employer/standing/index`)
  await employer.sees('#standing')
  await employer.reads('核实过，收了工具钱')
  await employer.tap('[id^="appeal-"]')
  await employer.type('appeal-text', '没有收过，工具是白借的')
  await employer.tap('#send-appeal')
  await employer.picture('points-with-reasons-and-an-appeal')

  await manager.enterAs(product.url, 'demo-manager-1')
  await manager.tap('#tab-queue')
  await manager.tap(take('有人申诉'))
  await manager.sees('#appealed-sanction')
  await manager.tap('#open-answer')
  await manager.tap('#outcome >> [id^="outcome-"]')
  await manager.type('answer', '查过了，工具是白借的')
  await manager.picture('somebody-else-answers')
  await manager.tap('#send-answer')
  await manager.sees('#decided')
})

test('nothing went wrong unseen in any of the phones', () => {
  expect(browser.problems()).toEqual([])
})
