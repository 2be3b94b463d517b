import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** The registry of markets: what one publishes, who may change it, and how a new one comes to stand where there was none. */

const product = inject('product')
let browser: StoryBrowser
let worker: Phone
let manager: Phone
let officer: Phone

beforeAll(async () => {
  browser = await openBrowser('markets')
  ;[worker, manager, officer] = await Promise.all([browser.openPhone(), browser.openPhone(), browser.openPhone()])
})
afterAll(() => browser.close())

test('a worker finds the nearest market that is open, and reads what it publishes', async () => {
  await worker.enterAs(product.url, 'demo-worker-2')
  await worker.tap('#tab-me')
  await worker.tap('#to-markets')
  await worker.tap('#near-me')
  await worker.reads('离您最近')
  await worker.picture('markets-nearby')
  await worker.tap('#markets >> text=洛阳市零工市场')
  await worker.sees('#market-state')
  await worker.sees('#promises')
  await worker.reads('不向工人和雇主收一分钱')
  await worker.picture('what-a-market-publishes')
})

test('its manager corrects a wrong telephone where it is wrong, and everybody reads the change at once', async () => {
  await manager.enterAs(product.url, 'demo-manager-1')
  await manager.tap('#to-market-profile')
  await manager.tap('#part-phones')
  await manager.type('hotline', '123')
  await manager.tap('#save-profile')
  await manager.sees('#hotline-error')
  await manager.picture('a-telephone-that-is-none')
  await manager.type('hotline', '0379-63912345')
  await manager.tap('#save-profile')
  await manager.sees('#profile-saved')
  await worker.page.reload()
  await worker.reads('0379-63912345')
})

test('an officer goes down to a county without a market and sets one up; only the standard name is taken', async () => {
  await officer.enterAs(product.url, 'demo-manager-3')
  await officer.tap('#to-coverage')
  await officer.sees('#system')
  await officer.picture('how-far-markets-reach')
  await officer.tap('#regions-4103')
  await officer.sees('#coverage-path >> text=洛阳市')
  await officer.tap('#regions-410324')
  await officer.tap('#new-here')
  await officer.tap('#choose-region')
  await officer.tap('#kind-specialised')
  await officer.type('specialty', '第一采矿')
  await officer.reads('不能有“第一”')
  await officer.picture('a-name-outside-the-standard')
  await officer.type('specialty', '采摘')
  expect(await officer.see('#name input').inputValue()).toBe('栾川县采摘零工市场')
  await officer.type('address', '君山路 12 号')
  await officer.tap('#point-place')
  await officer.type('hotline', '0379-12333')
  await officer.tap('#create-market')
  await officer.sees('#profile-saved')
  await officer.picture('a-new-market')
})

test('an officer closes it again with a reason, and it is gone from the list', async () => {
  await officer.tap('#close-market')
  await officer.see('#close-reason textarea').fill('演示：重复设立')
  await officer.tap('#close-sheet-confirm')
  await officer.sees('#reopen')
  await worker.page.goto(`${product.url}/#/pages/markets/index`)
  await worker.tap('#which-all')
  await worker.reads('河南省零工市场')
  await worker.loses('text=栾川县采摘零工市场')
})

test('nothing went wrong unseen in any of the phones', () => {
  expect(browser.problems()).toEqual([])
})
