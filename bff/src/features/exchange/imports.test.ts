import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchangeEndpoints, type Import } from '@market/shared/exchange/exchange.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { day, minute } from '@market/shared/words/time'
import { accessTokens } from '../../http/access-token'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import type { TestMarket } from '../../../test/support/market'
import { csvText, sampleRow, writeWorkbook, type SampleRow } from '../../../test/support/posting-files'

const finished = ['done', 'refused', 'failed']

describe('importing a list of postings', () => {
  let app: TestApp
  let market: TestMarket
  let agency: TestPerson
  let marketName: string

  const tokenOf = (person: TestPerson): string => accessTokens(app.app.jwt).sign(person, app.clock.now()).token

  const send = async (person: TestPerson, payload: Buffer | string, { fileName = '招工.csv', key = randomUUID() as string, marketId }: { fileName?: string; key?: string; marketId?: string } = {}) => {
    const query = new URLSearchParams({ fileName, ...(marketId === undefined ? {} : { marketId }) })
    const response = await app.app.inject({
      method: 'POST', url: `/api/imports?${query.toString()}`, payload: Buffer.from(payload),
      headers: { authorization: `Bearer ${tokenOf(person)}`, 'idempotency-key': key, 'content-type': 'application/octet-stream' },
    })
    return { status: response.statusCode, body: response.json<Import & { code: string; fields?: { field: string; message: string }[] }>() }
  }
  const progress = (importId: string, person = agency) => person.call(exchangeEndpoints.get, { params: { importId } })
  const worked = async (importId: string, person = agency): Promise<Import> => {
    for (;;) {
      await app.chores.runAll()
      const now = await progress(importId, person)
      if (finished.includes(now.phase)) return now
    }
  }
  const imported = async (payload: Buffer | string, person = agency, options: Parameters<typeof send>[2] = {}): Promise<Import> => {
    const { status, body } = await send(person, payload, options)
    expect({ status, body }).toMatchObject({ status: 200, body: { phase: 'reading' } })
    return worked(body.id, person)
  }
  const row = (number: number, changes: SampleRow = {}): SampleRow => sampleRow(number, { employerName: '洛阳宏达仓储有限公司', market: marketName, lat: '', lng: '', ...changes })
  const rows = (from: number, to: number): SampleRow[] => Array.from({ length: to - from + 1 }, (_, at) => row(from + at))
  const jobsOf = (importId: string) => app.store.read(({ q, t }) => q.select().from(t.jobs).where(eq(t.jobs.importId, importId)))
  const everyJob = () => app.store.read(({ q, t }) => q.$count(t.jobs))
  const badRows = (importId: string) => agency.call(exchangeEndpoints.badRows, { params: { importId }, query: {} })

  beforeAll(async () => {
    app = await createTestApp()
    market = await app.market()
    marketName = (await app.store.read(({ q, t }) => q.select({ name: t.markets.name }).from(t.markets).where(eq(t.markets.id, market.marketId))))[0]?.name ?? ''
    agency = await app.person({ employer: { kind: 'agency', name: '洛阳人力资源服务有限公司' } })
  })
  afterAll(() => app.close())

  it('a good list becomes postings, all at once, each traced to whom it is for and to the rules that judged it', async () => {
    const done = await imported(csvText(rows(1, 3)))
    expect(done).toMatchObject({ format: 'csv', phase: 'done', rowsRead: 3, rowsBad: 0, rowsKnown: 0, rowsNew: 3, rowsInReview: 0, problem: null })
    const jobs = await jobsOf(done.id)
    expect(jobs).toHaveLength(3)
    expect(jobs[0]).toMatchObject({
      status: 'open', employerId: agency.personId, marketId: market.marketId, hiringName: '洛阳宏达仓储有限公司', headcount: 8, filled: 0, payFen: 26_000, version: 1,
      perks: ['lunch', 'gloves'], startsAt: Date.parse('2026-11-24T06:30:00+08:00'), lat: 34.62, postedAt: app.clock.now(), sourceName: '洛阳人力资源服务有限公司',
    })
    const versions = await app.store.read(({ q, t }) => q.select().from(t.jobVersions).where(eq(t.jobVersions.jobId, jobs[0]?.id ?? '')))
    expect(versions).toMatchObject([{ version: 1, postedBy: agency.personId, verdict: 'clear', findings: [] }])
    expect(JSON.stringify(versions)).not.toMatch(/王建国|13800138000/)
    const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.kind, 'job.posted')).orderBy(t.events.seq))
    expect(events.filter(({ subjectId }) => jobs.some(({ id }) => id === subjectId))).toHaveLength(3)
  })

  it('workers find them like any other, and the contact opens for who may see it', async () => {
    const { jobs } = await app.stranger.call(jobsEndpoints.list, { query: { marketId: market.marketId } })
    expect(jobs).toHaveLength(3)
    expect(await agency.call(jobsEndpoints.get, { params: { jobId: jobs[0]?.id ?? '' }, query: {} })).toMatchObject({ contactPhone: '13800138000', contactNameMasked: '王*国' })
  })

  it('the same list twice brings nothing new, in another format neither, and a longer one only what is new', async () => {
    const again = await imported(csvText(rows(1, 3)))
    expect(again).toMatchObject({ phase: 'done', rowsRead: 3, rowsKnown: 3, rowsNew: 0 })
    const path = join(tmpdir(), `market-test-${randomUUID()}.xlsx`)
    await writeWorkbook(path, rows(1, 4))
    expect(await imported(await readFile(path))).toMatchObject({ format: 'xlsx', phase: 'done', rowsKnown: 3, rowsNew: 1 })
    await rm(path)
    expect(await imported(JSON.stringify({ jobs: rows(1, 5) }))).toMatchObject({ format: 'json', phase: 'done', rowsKnown: 4, rowsNew: 1 })
  })

  it('one bad row and nothing of the file is imported; every bad row is named with its columns', async () => {
    const before = await everyJob()
    const refused = await imported(csvText([row(10), row(11, { pay: '面议', trade: '宇航员' }), row(12, { startsAt: '一大早' }), row(10), row(13, { pay: '10' })]))
    expect(refused).toMatchObject({ phase: 'refused', rowsRead: 5, rowsBad: 4, rowsNew: 0 })
    expect(await everyJob()).toBe(before)
    const { rows: bad } = await badRows(refused.id)
    expect(bad.map(({ line, problems }) => [line, problems.map(({ field }) => field)])).toEqual([[3, ['工种', '工钱']], [4, ['开工时间']], [5, ['岗位编号']], [6, ['工钱']]])
    expect(bad[2]?.problems[0]?.message).toBe('和第 2 行的岗位编号一样')
    expect(bad[3]?.problems[0]?.message).toMatch(/低于当地最低的 19\.6 元/)
  })

  it('a start of long ago is a bad row like others, though no minimum wage is on record for it', async () => {
    const report = await imported(csvText([row(29, { startsAt: '1999-01-04 06:30', endsAt: '1999-01-04 15:30' }), row(30)]))
    expect(report).toMatchObject({ phase: 'refused', rowsRead: 2, rowsBad: 1 })
  })

  it('what the rules of supervision refuse is a bad row, what they doubt waits for staff', async () => {
    const refused = await imported(csvText([row(20, { description: '卸货，先交押金 200 元' }), row(21, { requirements: '只招男性' })]))
    expect(refused).toMatchObject({ phase: 'refused', rowsBad: 2 })
    expect((await badRows(refused.id)).rows.map(({ problems }) => problems.map(({ field }) => field))).toEqual([['工作内容'], ['要求']])

    const doubtful = await imported(csvText([row(22), row(23, { startsAt: '06:00', endsAt: '18:00', breakMinutes: '30', pay: '400' })]))
    expect(doubtful).toMatchObject({ phase: 'done', rowsNew: 2, rowsInReview: 1 })
    expect((await jobsOf(doubtful.id)).map(({ status }) => status).sort()).toEqual(['in_review', 'open'])
    const staff = await app.person({ staffOf: market.marketId })
    const { cases } = await staff.call(casesEndpoints.queue, { query: { kind: 'posting' } })
    expect(cases).toHaveLength(1)
  })

  it('staged contacts do not stay: neither in clear nor after the end', async () => {
    const staged = await app.store.read(({ q, t }) => q.select().from(t.importRows))
    expect(staged.every(({ job }) => job === null)).toBe(true)
    expect(JSON.stringify(staged)).not.toMatch(/王建国|13800138000/)
  })

  it('a file that is no list is refused at once, or named when it is met while reading', async () => {
    const before = await everyJob()
    expect(await send(agency, Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatchObject({ status: 400, body: { code: 'file_unreadable', fields: [{ field: 'file' }] } })
    expect(await send(agency, '')).toMatchObject({ status: 400, body: { code: 'file_unreadable' } })
    expect(await imported('岗位编号,工种,人数\nA1,装卸,3')).toMatchObject({ phase: 'failed', problem: expect.stringContaining('缺：工作内容') as string })
    expect(await imported('[{"externalId":"A1"')).toMatchObject({ phase: 'failed', problem: '文件不完整或者坏了，请重新导出一份再传。' })
    expect(await imported(Buffer.from('504b03040000', 'hex'))).toMatchObject({ phase: 'failed' })
    expect(await everyJob()).toBe(before)
  })

  it('the same sending twice is one import; another file under its key is refused; two at once are one after the other', async () => {
    const key = randomUUID()
    const first = await send(agency, csvText([row(30)]), { key })
    expect((await send(agency, csvText([row(30)]), { key })).body).toEqual(first.body)
    expect(await send(agency, csvText([row(31)]), { key })).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    expect(await send(agency, csvText([row(31)]))).toMatchObject({ status: 409, body: { code: 'import_running' } })
    expect(await worked(first.body.id)).toMatchObject({ phase: 'done', rowsNew: 1 })
  })

  it('rows that name no place belong where the sender stands', async () => {
    const bare = csvText([row(40, { market: '', region: '' })])
    expect(await imported(bare)).toMatchObject({ phase: 'refused' })
    expect(await imported(bare, agency, { marketId: market.marketId })).toMatchObject({ phase: 'done', rowsNew: 1 })
  })

  it('an own account posts its own jobs only, an agency says whose', async () => {
    const business = await app.person({ employer: { kind: 'business', name: '洛阳宏运农贸有限公司', creditCode: '91350100M000100Y43' } })
    expect(await imported(csvText([row(50, { employerName: '', sourceName: '' })]), business)).toMatchObject({ phase: 'done', rowsNew: 1 })
    const foreign = await imported(csvText([row(51), row(52, { employerName: '', sourceName: '别的网站' })]), business)
    expect(foreign).toMatchObject({ phase: 'refused', rowsBad: 2 })
    expect(await imported(csvText([row(53, { employerName: '' })]))).toMatchObject({ phase: 'refused', rowsBad: 1 })
    const reposted = await imported(csvText([row(54, { sourceName: '洛阳市公共就业服务网', sourceUrl: 'https://example.com/54' })]))
    const [job] = await jobsOf(reposted.id)
    const worker = await app.person({ worker: {} })
    expect(await worker.call(jobsEndpoints.get, { params: { jobId: job?.id ?? '' }, query: {} })).toMatchObject({
      hiringName: '洛阳宏达仓储有限公司', source: { name: '洛阳市公共就业服务网', url: 'https://example.com/54' },
    })
  })

  it('households, workers and the unverified send no lists; another’s import is not there', async () => {
    const household = await app.person({ employer: { kind: 'household' } })
    const unverified = await app.person({ employer: { kind: 'agency', name: '未核验机构' }, unverified: true })
    const worker = await app.person({ worker: {} })
    expect(await send(household, csvText([row(60)]))).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await send(unverified, csvText([row(60)]))).toMatchObject({ status: 403, body: { code: 'not_verified' } })
    expect(await send(worker, csvText([row(60)]))).toMatchObject({ status: 403, body: { code: 'not_registered' } })
    const { imports } = await agency.call(exchangeEndpoints.imports)
    const importId = imports[0]?.id ?? ''
    for (const endpoint of [exchangeEndpoints.get, exchangeEndpoints.badRows, exchangeEndpoints.report]) {
      expect((await household.raw(endpoint, { params: { importId } })).status).toBe(404)
    }
  })

  it('only a file is a file: JSON that describes one is not, and nothing else takes files', async () => {
    const headers = { authorization: `Bearer ${agency.token}`, 'idempotency-key': randomUUID() }
    const described = await app.app.inject({ method: 'POST', url: '/api/imports?fileName=x', headers, payload: { path: '/etc/passwd', sha256: 'x', byteLength: 1 } })
    expect([described.statusCode, described.json<{ code: string }>().code]).toEqual([415, 'unsupported_media_type'])
    const elsewhere = await app.app.inject({ method: 'POST', url: '/api/api-keys', headers: { ...headers, 'content-type': 'application/octet-stream' }, payload: Buffer.from('x') })
    expect(elsewhere.statusCode).toBe(415)
  })

  it('the report opens safely in a spreadsheet: what would be a formula is text', async () => {
    const refused = await imported(csvText([row(70, { trade: '=HYPERLINK("http://x","y")', perks: '+cmd|calc' })]), agency, { fileName: '=cmd.csv' })
    const response = await app.app.inject({ url: `/api/imports/${refused.id}/report`, headers: { authorization: `Bearer ${agency.token}` } })
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(response.body.startsWith('\ufeff行,列,问题\r\n2,工种,')).toBe(true)
    expect(response.body.split('\r\n').every((line) => line.split(',').every((cell) => !/^"?[=+@-]/.test(cell)))).toBe(true)
  })

  it('the sender is told in the inbox what became of it', async () => {
    await app.feed.caughtUp()
    const { messages } = await agency.call(inboxEndpoints.list)
    expect(messages.map(({ title }) => title)).toEqual(expect.arrayContaining(['招工表导入好了', '招工表有几行要改', '招工表没有导入']))
  })

  it('a standing that ends before publishing stops all of it', async () => {
    const other = await app.person({ employer: { kind: 'agency', name: '洛阳另一家人力有限公司' } })
    const { body } = await send(other, csvText([row(80)]))
    await app.store.write(({ q, t }) => q.update(t.employers).set({ verifiedUntil: app.clock.now() - 1 }).where(eq(t.employers.personId, other.personId)).returning({ id: t.employers.personId }))
    expect(await worked(body.id, other)).toMatchObject({ phase: 'failed', rowsNew: 0, problem: expect.stringContaining('没有发布任何一条') as string })
    expect(await jobsOf(body.id)).toEqual([])
  })

  it('a file whose server is gone is said to be lost, and nothing of it is published', async () => {
    const lost = { id: randomUUID(), employerId: agency.personId, fileName: 'x.csv', fileHash: 'x', format: 'csv' as const, phase: 'reading' as const, rowsRead: 400, createdAt: app.clock.now(), updatedAt: app.clock.now() }
    await app.store.write(({ q, t }) => q.insert(t.imports).values(lost).returning({ id: t.imports.id }))
    await app.chores.runAll()
    expect(await progress(lost.id)).toMatchObject({ phase: 'reading' })
    app.clock.advance(3 * minute)
    expect(await worked(lost.id)).toMatchObject({ phase: 'failed', problem: expect.stringContaining('服务重新启动') as string })
  })

  it('rows that lie in the past by the time they are sent again are known, not bad', async () => {
    app.clock.advance(3 * day)
    expect(await imported(csvText(rows(1, 5)))).toMatchObject({ phase: 'done', rowsKnown: 5, rowsNew: 0 })
  })
})
