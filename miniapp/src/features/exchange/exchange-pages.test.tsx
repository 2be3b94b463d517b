import { fireEvent, render, waitFor } from '@testing-library/react'
import type { ApiKey, Import } from '@market/shared/exchange/exchange.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import EmployerImportPage from '../../employer/import/index'
import EmployerKeysPage from '../../employer/keys/index'
import { importWords } from './employer-import.text'

const choosing = vi.hoisted(() => ({ outcome: { got: 'cancelled' } as unknown }))
vi.mock('../../platform/navigation', () => fakeNavigation)
vi.mock('../../platform/file-choice', () => ({ spreadsheetEndings: ['xlsx', 'csv'], chooseFile: () => Promise.resolve(choosing.outcome) }))

const now = Date.now()
const one = (changes: Partial<Import> = {}): Import => ({
  id: 'import-0001', fileName: '招工.csv', format: 'csv', phase: 'reading', rowsRead: 1_200, rowsBad: 0, rowsKnown: 0, rowsNew: 0, rowsInReview: 0, problem: null, createdAt: now, finishedAt: null, ...changes,
})
const key = (changes: Partial<ApiKey> = {}): ApiKey => ({
  id: 'key-00001', name: '公司招工系统', prefix: 'zg_a1b2c3', scopes: ['jobs.write'], dailyQuota: 1_000, usedToday: 12, createdAt: now, lastUsedAt: now, revokedAt: null, ...changes,
})
const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent}`)
  return found
}
const onPage = (id: string): boolean => document.getElementById(id) !== null

beforeEach(() => {
  freshPhone()
  choosing.outcome = { got: 'cancelled' }
  signedInAs({ ...worker, roles: ['employer'], employer: { kind: 'agency', name: '洛阳众诚人力资源有限公司', verifiedUntil: now + 1e9 } })
})

it('what an import says of itself, at each step', () => {
  expect(importWords(one({ rowsRead: 0 })).now).toBe('正在打开文件')
  expect(importWords(one({ rowsBad: 3 }))).toEqual({ now: '看了 1,200 条', next: '已经有 3 条要改' })
  expect(importWords(one({ phase: 'publishing' })).now).toBe('正在发布')
  expect(importWords(one({ phase: 'done', rowsNew: 1_150, rowsKnown: 50, rowsInReview: 2 }))).toEqual({ now: '发布好了，新的 1,150 条', next: '以前导过的 50 条没有重复发；有 2 条要工作人员看一眼再显示' })
  expect(importWords(one({ phase: 'done', rowsKnown: 1_200 })).now).toBe('没有新的岗位')
  expect(importWords(one({ phase: 'refused', rowsBad: 3 })).now).toBe('有 3 条要改，一条都没有发布')
  expect(importWords(one({ phase: 'failed', problem: '文件是空的。' })).next).toBe('文件是空的。')
})

it('a chosen file goes to the server as it is, and its progress is shown until it ends', async () => {
  choosing.outcome = { got: 'file', file: { name: '招工.csv', bytes: 3, base64: btoa('abc') } }
  let state = one({ rowsRead: 0 })
  let sent = false
  answerWith({ 'GET /api/imports': () => ({ imports: sent ? [state] : [] }), 'POST /api/imports': () => { sent = true; return state } })
  const answer = globalThis.fetch
  const bodies: unknown[] = []
  const urls: string[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (init.method === 'POST') {
      bodies.push(init.body)
      urls.push(url)
      expect((init.headers as Record<string, string>)['content-type']).toBe('application/octet-stream')
    }
    return answer(url, init)
  })
  render(<EmployerImportPage />)
  await waitFor(() => at('choose-file'))
  fireEvent.click(at('choose-file'))
  await waitFor(() => expect(at('import-state').textContent).toContain('正在打开文件'))
  expect(new TextDecoder().decode(new Uint8Array(bodies[0] as ArrayBuffer))).toBe('abc')
  expect(urls[0]).toContain(`fileName=${encodeURIComponent('招工.csv')}`)
  expect(at('choose-file').textContent).toContain('上一个还在导入')
  state = one({ phase: 'done', rowsNew: 1_200 })
  await waitFor(() => expect(at('import-state').textContent).toContain('发布好了，新的 1,200 条'), { timeout: 4_000 })
  expect(onPage('see-jobs')).toBe(true)
})

it('a list with mistakes shows them line by line, and all of them as a table', async () => {
  answerWith({
    'GET /api/imports': { imports: [one({ phase: 'refused', rowsBad: 30 })] },
    'GET /api/imports/import-0001/bad-rows': { rows: [{ line: 3, problems: [{ field: '工钱', message: '工钱请写一个数，比如 260 或者 260元/天' }, { field: '工种', message: '不认识这一格写的' }] }], nextLine: 3 },
  })
  render(<EmployerImportPage />)
  await waitFor(() => expect(at('problems-3-工钱').textContent).toContain('第 3 行 · 工钱'))
  expect(at('problems-3-工种').textContent).toContain('不认识这一格写的')
  expect(at('bad-rows').textContent).toContain('这里是前 20 行')
  expect(onPage('report')).toBe(true)
})

it('a file the server does not take is named, one that is no list before it is sent', async () => {
  choosing.outcome = { got: 'file', file: { name: 'x.xls', bytes: 3, base64: btoa('abc') } }
  const asked = answerWith({ 'GET /api/imports': { imports: [] }, 'POST /api/imports': new Refusal('file_unreadable', [{ field: 'file', message: '这是老版 Excel（.xls）或者加了密码的文件。' }]) })
  render(<EmployerImportPage />)
  await waitFor(() => at('choose-file'))
  fireEvent.click(at('choose-file'))
  await waitFor(() => expect(at('import-problem').textContent).toContain('老版 Excel'))
  choosing.outcome = { got: 'unreadable' }
  fireEvent.click(at('choose-file'))
  await waitFor(() => expect(at('import-problem').textContent).toContain('请选 Excel'))
  expect(asked.filter(({ call }) => call === 'POST /api/imports')).toHaveLength(1)
})

it('a new key is shown once, to be copied, and gone when it was put away', async () => {
  const asked = answerWith({ 'GET /api/api-keys': { keys: [] }, 'POST /api/api-keys': { key: 'zg_secret', made: key() } })
  render(<EmployerKeysPage />)
  await waitFor(() => at('no-keys'))
  fireEvent.input(at('key-name').querySelector('input') ?? at('key-name'), { target: { value: '公司招工系统' } })
  fireEvent.click(at('key-scopes-jobs.read'))
  fireEvent.click(at('key-quota-10000'))
  fireEvent.click(at('make'))
  await waitFor(() => expect(at('new-key-value').textContent).toBe('zg_secret'))
  expect(asked.find(({ call }) => call === 'POST /api/api-keys')?.body).toMatchObject({ scopes: ['jobs.write', 'jobs.read'], dailyQuota: 10_000 })
  fireEvent.click(at('key-kept'))
  expect(document.body.textContent).not.toContain('zg_secret')
})

it('a key shows how much it is used, and is ended only after being asked', async () => {
  const asked = answerWith({ 'GET /api/api-keys': { keys: [key(), key({ id: 'key-00002', revokedAt: now, lastUsedAt: null })] }, 'POST /api/api-keys/key-00001/revoke': key({ revokedAt: now }) })
  render(<EmployerKeysPage />)
  await waitFor(() => expect(at('key-key-00001').textContent).toContain('今天用了 12 次，最多 1,000 次'))
  expect(at('key-key-00002').textContent).toContain('已停用')
  expect(onPage('revoke-key-00002')).toBe(false)
  fireEvent.click(at('revoke-key-00001'))
  expect(asked.some(({ call }) => call.startsWith('POST'))).toBe(false)
  fireEvent.click(at('revoke-confirm'))
  await waitFor(() => expect(asked.map(({ call }) => call)).toContain('POST /api/api-keys/key-00001/revoke'))
})
