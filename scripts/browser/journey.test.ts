import { hour } from '@market/shared/words/time'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { nobodysIdNumber } from './invented'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** One day in the market: a worker, an employer and a member of staff, each with a phone of their own, from gate to payday. */

const product = inject('product')
let browser: StoryBrowser
let worker: Phone
let employer: Phone
let staff: Phone
let jobId: string
let applicationId: string

beforeAll(async () => {
  browser = await openBrowser('journey')
  ;[worker, employer, staff] = await Promise.all([browser.openPhone(), browser.openPhone(), browser.openPhone()])
})
afterAll(() => browser.close())

const idNumber = nobodysIdNumber('19710305', 7)

test('an employer scans the gate code and posts a job on the spot, in five taps or fewer', async () => {
  await employer.page.goto(product.gateLink)
  await employer.tap('#demo-employer-1')
  await employer.sees('[id^="template-"]')
  await employer.picture('employer-scans-the-gate')
  let taps = 0
  const tap = async (selector: string): Promise<void> => {
    taps += 1
    await employer.tap(selector)
  }
  await tap('[id^="template-"]:has-text("装卸工")')
  await employer.sees('#publish')
  await startToday()
  await employer.picture('employer-posts')
  await tap('#publish')
  await employer.sees('#posted')
  expect(taps).toBeLessThanOrEqual(5)
  jobId = employer.parameter('jobId')
  await employer.picture('employer-job-is-out')
})

/** Templates offer the next usual start, often tomorrow's; this day's story needs one that people can still come to today. */
async function startToday(): Promise<void> {
  const startsWithin = async (): Promise<boolean> => {
    const words = await employer.see('#start').innerText()
    const [, dayWord, clock] = /(今天|明天|后天)\s*(\d\d:\d\d)/.exec(words) ?? []
    if (!dayWord || !clock) throw new Error(`no start in “${words}”`)
    const now = Date.now()
    const today = new Date(now + 8 * hour).toISOString().slice(0, 10)
    const ahead = { 今天: 0, 明天: 24, 后天: 48 }[dayWord] ?? 0
    return Date.parse(`${today}T${clock}:00+08:00`) + ahead * hour < now + 2 * hour
  }
  while (!(await startsWithin())) await employer.tap('#start-minus')
}

test('a worker who has never been here scans the gate code, registers, and is checked in', async () => {
  await worker.page.goto(product.gateLink)
  await worker.sees('#demo-new')
  await worker.picture('worker-scans-the-gate')
  await worker.tap('#demo-new')
  await worker.sees('#submit-register')
  await worker.type('name', '乔大山')
  await worker.type('id-number', idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1'))
  await worker.reads('身份证号有一位填错了')
  await worker.picture('worker-typed-a-digit-wrong')
  await worker.type('id-number', idNumber)
  await worker.type('phone', '154 9999 0001')
  await worker.tap('#trade-4-02-05-01')
  await worker.tap('#usual-pay-180')
  await worker.tap('#consent')
  await worker.picture('worker-registers')
  await worker.tap('#submit-register')
  await worker.sees('#matches')
  await worker.reads('签到')
  await worker.picture('worker-is-checked-in')
})

test('what was typed is still there after the page was closed', async () => {
  const newcomer = await browser.openPhone()
  await newcomer.page.goto(product.gateLink)
  await newcomer.tap('#demo-new')
  await newcomer.sees('#submit-register')
  await newcomer.type('name', '乔小山')
  await newcomer.page.reload()
  await newcomer.sees('#submit-register')
  expect(await newcomer.see('#name input').inputValue()).toBe('乔小山')
  await newcomer.page.context().close()
})

test('the worker applies with one tap, reads the agreement and signs', async () => {
  const apply = worker.see(`#apply-${jobId}`)
  await apply.scrollIntoViewIfNeeded()
  await worker.picture('worker-sees-the-job')
  await apply.tap()
  const pay = await employer.page.evaluate(async (id) => {
    const reply = (await (await fetch('/api/jobs?limit=50')).json()) as { jobs: { id: string; payFen: number }[] }
    return reply.jobs.find((job) => job.id === id)?.payFen
  }, jobId)
  await worker.signs(pay ?? 0, (step) => worker.picture(`worker-signs-${step}`))
  await worker.tap('#signed-next')
  await worker.reads('您已签字')
  applicationId = worker.parameter('applicationId')
  await worker.picture('worker-has-signed')
})

test('the employer sees who applied, and signs', async () => {
  await employer.page.reload()
  await employer.sees(`#person-${applicationId}`)
  await employer.picture('employer-sees-the-worker')
  await employer.tap(`#sign-${applicationId}`)
  await employer.signs(null, (step) => employer.picture(`employer-signs-${step}`))
  await employer.sees('#signed-next')
  await employer.picture('both-have-signed')
  await employer.tap('#signed-next')
})

test('staff scan the worker’s code, and the arrival stands', async () => {
  await worker.page.reload()
  await worker.tap('#open-work-pass')
  await worker.sees('#pass-code')
  await worker.picture('worker-shows-the-code')

  await staff.page.goto(product.url)
  await staff.tap('#demo-staff-1')
  await staff.sees('#scan-arrival')
  await staff.picture('staff-on-duty')
  await staff.tap('#scan-arrival')
  await staff.sees('#pick-image')
  // What a camera would see: the other phone's screen, read by the page's own decoder.
  await staff.choosePicture('#pick-image', await worker.page.screenshot())
  await staff.sees('#result')
  await staff.picture('staff-scan-accepted')
  await staff.reads('到岗')
  await worker.tap('#pass-scanned')
  await worker.reads('已到岗')
  await worker.picture('worker-has-arrived')
})

test('the worker finishes, the employer states the hours, the worker agrees', async () => {
  await worker.tap('#finish')
  await worker.tap('#finish-sheet-confirm')
  await worker.reads('已下工')
  await employer.page.reload()
  await employer.tap(`#propose-${applicationId}`)
  await employer.sees('#propose-hours')
  await employer.picture('employer-states-the-hours')
  await employer.tap('#propose-hours')
  await employer.reads('工时已填')
  await worker.page.reload()
  await worker.sees('#agree-hours')
  await worker.picture('worker-checks-the-hours')
  await worker.tap('#agree-hours')
  await worker.reads('工时两边都认了')
})

test('the employer pays, and the worker has the money in hand', async () => {
  await employer.page.reload()
  await employer.tap(`#pay-${applicationId}`)
  await employer.picture('employer-pays')
  await employer.tap('#mark-paid')
  await employer.reads('已记付款')
  await worker.page.reload()
  await worker.tap('#confirm-payment')
  await worker.reads('工钱已到手')
  await worker.picture('worker-is-paid')
  await employer.page.reload()
  await employer.reads('已结清')
  await employer.picture('employer-is-done')
})

test('nothing went wrong unseen in any of the three phones', () => {
  expect(browser.problems()).toEqual([])
})
