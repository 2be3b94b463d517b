import { marketDay, day } from '@market/shared/words/time'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser, type Phone, type StoryBrowser } from './phone'

/** One platform: a whole list of postings from another system, a key for that system, and a worker who finds work by where it is. */

const product = inject('product')
let browser: StoryBrowser
let employer: Phone
let worker: Phone
let jobsBefore: number

const headings = '岗位编号,工种,岗位名称,工作内容,人数,零工市场,工作地点,日期,开工时间,收工时间,休息分钟,工钱,结算时间,结算方式,联系人,联系电话'
const tomorrow = marketDay(Date.now() + day)
const line = (number: number): string =>
  `L-${number},装卸搬运,卸瓷砖,卸第 ${number} 车瓷砖码进仓库,8,洛阳市零工市场,洛阳市涧西区西苑路 ${number} 号,${tomorrow},06:30,15:30,60,260元/天,当天结,微信,王建国,13800138000`
const list = [headings, ...[11, 12, 13].map(line)].join('\n')

const send = async (text: string): Promise<void> => {
  const window = employer.page.waitForEvent('filechooser')
  await employer.tap('#choose-file')
  await (await window).setFiles({ name: '明天的招工.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
}
const openJobs = async (headers: Record<string, string> = {}): Promise<{ status: number; titles: string[] }> => {
  const reply = await fetch(`${product.url}/api/exchange/jobs?limit=500`, { headers })
  const { itemListElement } = (await reply.json()) as { itemListElement: { title: string }[] }
  return { status: reply.status, titles: itemListElement.map(({ title }) => title) }
}

beforeAll(async () => {
  browser = await openBrowser('exchange')
  ;[employer, worker] = await Promise.all([browser.openPhone(), browser.openPhone()])
  jobsBefore = (await openJobs()).titles.length
})
afterAll(() => browser.close())

test('a list with mistakes is published not at all, and says line by line what is wrong', async () => {
  await employer.enterAs(product.url, 'demo-employer-1')
  await employer.tap('#go-import')
  await send([headings, line(11), line(12).replace('260元/天', '面议'), line(13).replace('装卸搬运', '宇航员')].join('\n'))
  await employer.sees('#problems')
  await employer.reads('第 3 行 · 工钱')
  await employer.reads('第 4 行 · 工种')
  await employer.picture('a-list-with-mistakes')
  const { name, bytes } = await employer.download('#report')
  expect(name).toBe('要改的地方.csv')
  expect(bytes.toString()).toContain('3,工钱,')
  expect((await openJobs()).titles).toHaveLength(jobsBefore)
})

test('corrected it is published as a whole; sent once more it brings nothing new', async () => {
  await send(list)
  await employer.reads('发布好了，新的 3 条')
  await employer.picture('a-list-published')
  expect((await openJobs()).titles.filter((title) => title === '卸瓷砖')).toHaveLength(3)
  await send(list)
  await employer.reads('没有新的岗位')
  expect((await openJobs()).titles).toHaveLength(jobsBefore + 3)
})

test('a key for one’s own system is shown once and counts its calls', async () => {
  await employer.tap('#go-keys')
  await employer.type('key-name', '公司招工系统')
  await employer.tap('#key-scopes-jobs\\.read')
  await employer.tap('#make')
  await employer.sees('#new-key-value')
  await employer.picture('a-new-key')
  const key = ((await employer.see('#new-key-value').textContent()) ?? '').trim()
  expect((await openJobs({ 'x-api-key': key })).status).toBe(200)
  await employer.tap('#key-kept')
  await employer.page.reload()
  await employer.reads('今天用了 1 次，最多 1,000 次')
  expect(await employer.page.content()).not.toContain(key)
})

test('a worker finds work of the whole province by how near it is, on a list and on a map', async () => {
  await worker.enterAs(product.url, 'demo-worker-1')
  await worker.tap('#tab-find')
  await worker.tap('#order-nearest')
  await worker.sees('[id^="job-"][id$="-open"]')
  await worker.tap('#view-map')
  await worker.sees('#jobs-map')
  await worker.see('[id^="marker-"]').tap()
  await worker.sees('#map-group')
  await worker.picture('jobs-on-a-map')
})

test('nothing went wrong unseen', () => {
  expect(browser.problems()).toEqual([])
})
