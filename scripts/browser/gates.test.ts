import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPrinted, photographOf } from '../../bff/test/support/printed'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** A door of the market: its gate is set up, its poster printed and scanned, and taken out of use when somebody has tampered with it. */

const product = inject('product')
let browser: StoryBrowser
let manager: Phone
let newcomer: Phone
/** The poster on the wall, as a phone takes a picture of it. */
let photograph: Buffer

beforeAll(async () => {
  browser = await openBrowser('gates')
  ;[manager, newcomer] = await Promise.all([browser.openPhone(), browser.openPhone()])
})
afterAll(() => browser.close())

test('a manager sets up a gate and prints its poster', async () => {
  await manager.enterAs(product.url, 'demo-manager-1')
  await manager.tap('#to-gates')
  await manager.sees('[id^="gate-"]')
  await manager.tap('#make-gate')
  await manager.type('gate-name', '3 号门')
  await manager.tap('#gate-name-save')
  await manager.sees('#gate-code')
  await manager.picture('manager-sets-up-a-gate')
  const { name, bytes } = await manager.download('#poster-A4')
  expect(name).toMatch(/-3_号门-A4\.pdf$/)
  await manager.sees('#poster-done')
  const poster = await openPrinted(bytes)
  expect(poster.text).toContain('3 号门')
  photograph = photographOf(poster.pixels(100))
  poster.close()
})

const scansThePoster = async (): Promise<void> => {
  await newcomer.tap('#scan')
  await newcomer.choosePicture('#scanner-picture', photograph)
}

test('whoever scans the printed poster is at this gate', async () => {
  await newcomer.page.goto(product.url)
  await newcomer.tap('#demo-new')
  await scansThePoster()
  await newcomer.sees('#submit-register')
  await newcomer.reads('3 号门')
  await newcomer.picture('newcomer-scanned-the-printed-poster')
})

test('a code that was pasted over is taken out of use, and the old poster says so', async () => {
  await manager.tap('#make-code')
  await manager.sees('#older-code')
  await manager.picture('an-old-and-a-new-code')
  await manager.tap('#revoke-older')
  await manager.tap('#revoke-sheet-reason-covered')
  await manager.picture('manager-takes-a-code-out-of-use')
  await manager.tap('#revoke-sheet-confirm')
  await manager.sees('#make-code')

  await newcomer.tap('#back')
  await scansThePoster()
  await newcomer.reads('这个码已经停用')
  await newcomer.picture('the-old-poster-leads-nowhere')
})

test('nothing went wrong unseen', () => {
  expect(browser.problems()).toEqual([])
})
