import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPrinted, photographOf } from '../../bff/test/support/printed'
import { atTheGate, openBrowser, type Phone, type StoryBrowser } from './phone'

/** A door of the market: its gate is set up, its poster printed and scanned, and taken out of use when somebody has tampered with it. */

const product = inject('product')
let browser: StoryBrowser
let manager: Phone
let newcomer: Phone
let worker: Phone
/** The poster on the wall, as a phone takes a picture of it. */
let photograph: Buffer

beforeAll(async () => {
  browser = await openBrowser('gates')
  ;[manager, newcomer, worker] = await Promise.all([browser.openPhone(), browser.openPhone(), browser.openPhone()])
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

const scansThePoster = async (phone = newcomer): Promise<void> => {
  await phone.tap('#scan')
  await phone.choosePicture('#scanner-picture', photograph)
}

test('whoever scans the printed poster is at this gate', async () => {
  await newcomer.page.goto(product.url)
  await newcomer.tap('#demo-new')
  await scansThePoster()
  await newcomer.sees('#submit-register')
  await newcomer.reads('3 号门')
  await newcomer.picture('newcomer-scanned-the-printed-poster')
})

test('whoever scans a picture of it at home is not checked in, and reads how else', async () => {
  await worker.enterAs(product.url, 'demo-worker-1')
  await worker.page.context().setGeolocation({ latitude: 34.7466, longitude: 113.6254 })
  await scansThePoster(worker)
  await worker.reads('您好像不在市场附近')
  await worker.sees('#poster-screen')
  await worker.reads('请工作人员给您签到')
  await worker.picture('worker-is-not-near')
})

test('a phone that has not been asked yet says what for first, and at the gate it checks in', async () => {
  const context = worker.page.context()
  await context.clearPermissions()
  await scansThePoster(worker)
  await worker.reads('门上贴的码谁都能拍走')
  await worker.picture('worker-is-asked-where')
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ latitude: atTheGate.lat, longitude: atTheGate.lng })
  await worker.tap('#poster-place')
  await worker.reads('签到好了')
  await worker.picture('worker-is-checked-in-by-the-poster')
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
