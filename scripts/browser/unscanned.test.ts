import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** Somebody worked and nobody scanned them: two people put it right afterwards, and neither of them alone. */

const product = inject('product')
let browser: StoryBrowser
let staff: Phone
let colleague: Phone
let manager: Phone

beforeAll(async () => {
  browser = await openBrowser('unscanned')
  ;[staff, colleague, manager] = await Promise.all([browser.openPhone(), browser.openPhone(), browser.openPhone()])
})
afterAll(() => browser.close())

const theirs = (name: string): string => `[id^="case-"]:has-text("人工到岗等确认"):has-text("${name}")`
let name: string
let card: string

test('staff find whose hours are over and whom nobody scanned, and enter who did work', async () => {
  await staff.enterAs(product.url, 'demo-staff-1')
  await staff.tap('#go-unconfirmed')
  const first = staff.see('[id^="unconfirmed-"]:has([id^="by-hand-"])')
  await first.waitFor()
  name = (await first.locator('.ui-heading').first().innerText()).trim()
  card = `#${await first.getAttribute('id') ?? ''}`
  await staff.picture('whom-nobody-scanned')
  await first.locator('[id^="by-hand-"]').first().tap()
  await staff.sees('#by-hand-sheet')
  await staff.tap('#by-hand-sheet-reason-worked_unscanned')
  await staff.picture('who-did-work-is-entered')
  await staff.tap('#by-hand-sheet-confirm')
  await staff.sees('#by-hand-result')
  await staff.reads('等同事')
  await staff.picture('and-a-colleague-has-to-look')
})

test('a colleague looks at it and decides; who entered it cannot', async () => {
  await colleague.enterAs(product.url, 'demo-staff-2')
  await colleague.tap('#tab-queue')
  await colleague.sees(theirs(name))
  await colleague.tap(`${theirs(name)} [id^="take-"]`)
  await colleague.sees('#scan-review')
  await colleague.picture('what-is-to-be-decided')
  await colleague.tap('#open-accept')
  await colleague.tap('[id^="finding-sheet-reason-"]')
  await colleague.tap('#finding-sheet-confirm')
  await colleague.sees('#decided')
  await colleague.picture('it-is-decided')
  await staff.page.reload()
  await staff.sees('#all-confirmed, [id^="unconfirmed-"]')
  await staff.loses(card)
})

test('who runs the market sees the phones of its staff', async () => {
  await manager.enterAs(product.url, 'demo-manager-1')
  await manager.tap('#to-staff-phones')
  await manager.sees('#manager-phones')
  await manager.picture('the-phones-of-the-staff')
})

test('nothing went wrong in any page', () => expect(browser.problems()).toEqual([]))
