import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchangeEndpoints, type Import } from '@market/shared/exchange/exchange.contract'
import { postingColumns } from '@market/shared/exchange/posting-columns'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { createTestApp, type TestApp, type TestPerson } from './support/app'
import { canariesIn, type Canaries } from './support/canaries'
import { idNumber } from './support/people'
import { csvText, sampleRow, writeWorkbook, type SampleRow } from './support/posting-files'
import { rowsAtRest } from './support/rows-of-all-tables'

/**
 * Lists come with columns that slipped: a name where the trade should be, a number where the pay should be. What is wrong with a row is
 * kept, shown and given out as a spreadsheet, and repeats nothing of what stood there.
 */

const log: string[] = []
const canaries: Canaries = { name: '欧阳锁柱', idNumber: idNumber(), phone: '13812349876' }
const found = (texts: readonly string[]): string[] => [...new Set(texts.flatMap((text) => canariesIn(text, canaries)))]

let app: TestApp
let agency: TestPerson
let marketId: string

beforeAll(async () => {
  const stream = new Writable({ write: (line: Buffer, _encoding, done) => (log.push(line.toString()), done()) })
  app = await createTestApp({ logger: { level: 'trace', stream } })
  ;({ marketId } = await app.market())
  agency = await app.person({ employer: { kind: 'agency', name: '洛阳人力资源服务有限公司' } })
})
afterAll(() => app.close())

const imported = async (payload: Buffer | string, fileName: string): Promise<Import> => {
  const response = await app.app.inject({
    method: 'POST', url: `/api/imports?${new URLSearchParams({ fileName, marketId }).toString()}`, payload: Buffer.from(payload),
    headers: { 'authorization': `Bearer ${agency.token}`, 'idempotency-key': randomUUID(), 'content-type': 'application/octet-stream' },
  })
  for (let now = response.json<Import>(); ; now = await agency.call(exchangeEndpoints.get, { params: { importId: now.id } })) {
    if (['done', 'refused', 'failed'].includes(now.phase)) return now
    await app.chores.runAll()
  }
}

const own: SampleRow = { employerName: '洛阳宏达仓储有限公司', market: '', lat: '', lng: '' }

/** Of each column a row with each of them in it, alone and among words, and as a spreadsheet shortens a number; and one with them where they belong. */
const slipped: SampleRow[] = postingColumns.flatMap(({ key }) =>
  [...Object.values(canaries), `找${Object.values(canaries).join(' ')}`, Object.values(canaries).join('、'), '1.3812349876E+10'].map((text) => ({ ...own, [key]: text })))
const rows = [...slipped, { ...own, contactName: canaries.name ?? '', contactPhone: canaries.phone ?? '', trade: '宇航员' }].map((row, at) => ({ ...sampleRow(at + 1), ...row }))

/** Everything that is said of a file, and what is left of it. */
const saidOf = async ({ id }: Import): Promise<string[]> => {
  const answers = [exchangeEndpoints.get, exchangeEndpoints.badRows, exchangeEndpoints.report].map((endpoint) => agency.raw(endpoint, { params: { importId: id }, query: endpoint === exchangeEndpoints.badRows ? { limit: 500 } : {} }))
  return [...(await Promise.all(answers)), await agency.raw(exchangeEndpoints.imports), await agency.raw(inboxEndpoints.list)].map(({ text }) => text)
}

/** Tables in which something is found but those that hold what somebody posted, as they posted it. */
const tablesNaming = async (): Promise<string[]> =>
  Object.entries(await rowsAtRest(app)).filter(([, ofTable]) => found(ofTable.map(String)).length > 0).map(([table]) => table)

test.each(['csv', 'xlsx', 'json'] as const)('nothing of a row is repeated in what is said of it: %s', async (format) => {
  const path = join(tmpdir(), `market-test-${randomUUID()}.xlsx`)
  if (format === 'xlsx') await writeWorkbook(path, rows)
  const file = format === 'csv' ? csvText(rows) : format === 'json' ? JSON.stringify({ jobs: rows }) : await readFile(path)
  await rm(path, { force: true })
  const refused = await imported(file, `招工.${format}`)
  expect(refused).toMatchObject({ format, phase: 'refused', rowsRead: rows.length })
  expect(refused.rowsBad).toBeGreaterThan(postingColumns.length * 3)
  const said = await saidOf(refused)
  const lines = said.join('\n').split(/[\r\n]|\},\{/)
  expect(lines.filter((line) => found([line]).length > 0 || line.includes('3812349876'))).toEqual([])
  expect(await tablesNaming()).toEqual([])
  expect(found(log)).toEqual([])
})

test('nor of headings, when there are columns of which nobody knows what they mean', async () => {
  const failed = await imported(`岗位编号,工种,${canaries.name},${canaries.phone}\nA1,装卸,${canaries.idNumber},3`, '招工.csv')
  expect(failed).toMatchObject({ phase: 'failed' })
  expect(found(await saidOf(failed))).toEqual([])
  expect([await tablesNaming(), found(log)]).toEqual([[], []])
})
