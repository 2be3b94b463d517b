import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** Those who answer for markets: the day at a glance, rights by two people, what staff did, and how far markets reach. */

const product = inject('product')
let browser: StoryBrowser
let manager: Phone
let officer: Phone
let worker: Phone

beforeAll(async () => {
  browser = await openBrowser('manager')
  ;[manager, officer, worker] = await Promise.all([browser.openPhone(), browser.openPhone(), browser.openPhone()])
})
afterAll(() => browser.close())

test('a manager sees the day of the market and what is pressing', async () => {
  await manager.enterAs(product.url, 'demo-manager-1')
  await manager.sees('#manager-today')
  await manager.reads('负责人 · 洛阳市零工市场')
  await manager.sees('[id^="pressing-"]')
  await manager.sees('#shortages')
  await manager.picture('manager-overview')
})

test('a right takes two people: the manager proposes, an officer confirms, and only then it counts', async () => {
  await worker.enterAs(product.url, 'demo-worker-3')
  await worker.tap('#tab-me')
  await worker.sees('#to-my-cases')
  expect(await worker.page.locator('#to-staff').filter({ visible: true }).count()).toBe(0)

  await manager.tap('#to-grants')
  await manager.tap('#propose')
  await manager.type('who', '15400000002')
  await manager.tap('#find-person')
  await manager.sees('#found-person')
  await manager.picture('manager-proposes-a-right')
  await manager.tap('#send-proposal')
  await manager.sees('#grants-view')
  await manager.reads('魏*国 提出')
  await manager.picture('a-right-waits-for-a-second-person')
  expect(await manager.page.locator('[id^="confirm-"]').filter({ visible: true }).count()).toBe(0)

  await officer.enterAs(product.url, 'demo-manager-2')
  await officer.tap('#to-grants')
  await officer.reads('刘*军')
  await officer.tap('[id^="confirm-"]')
  await officer.sees('#confirm-grant')
  await officer.picture('officer-confirms-a-right')
  await officer.tap('#confirm-grant-confirm')
  await officer.tap('#grants-view-current')
  await officer.reads('刘*军')

  await worker.page.reload()
  await worker.tap('#to-staff')
  await worker.sees('#scan-arrival')
  await worker.picture('the-new-member-of-staff-on-duty')
})

test('what staff looked at and decided is there for those above them', async () => {
  await manager.page.goto(`${product.url}/#/manager/home/index`)
  await manager.tap('#to-audit')
  await manager.reads('田*芳')
  await manager.picture('what-staff-did')
})

test('an officer sees where there is no market yet, down to a street', async () => {
  await officer.page.goto(`${product.url}/#/manager/home/index`)
  await officer.sees('#markets-today')
  await officer.picture('officer-overview')
  await officer.tap('#to-coverage')
  await officer.sees('#regions')
  await officer.picture('coverage-of-a-city')
  await officer.tap('#regions >> [id^="regions-"]')
  await officer.sees('#coverage-path >> text=洛阳市')
  await officer.picture('coverage-of-a-county')
})

test('nothing went wrong unseen in any of the phones', () => {
  expect(browser.problems()).toEqual([])
})
