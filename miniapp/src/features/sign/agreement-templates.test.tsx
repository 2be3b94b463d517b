import { fireEvent, render, waitFor } from '@testing-library/react'
import { firstForms } from '@market/shared/sign/first-template'
import type { TemplateChange, TemplateView } from '@market/shared/sign/templates.contract'
import type { VersionInfo } from '@market/shared/versions/versions.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, type Asked } from '../../../test/support/server'
import AgreementTemplatesPage from '../../manager/agreement-templates/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const now = Date.now()
const forms = JSON.parse(JSON.stringify(firstForms)) as TemplateView['forms']
const current: TemplateView = { version: 1, name: '2026-11-2', forms }
const first: VersionInfo = { version: 1, note: '第一版', proposedAt: 0, confirmedAt: 0, effectiveFrom: 0, droppedAt: null, mine: false }
const second: VersionInfo = { version: 2, note: '夏天要有水喝', proposedAt: now, confirmedAt: null, effectiveFrom: null, droppedAt: null, mine: false }
const officer = { ...newcomer, roles: ['officer' as const], grants: [{ role: 'officer' as const, scopeName: '河南省', scopePath: '/41/', marketId: null, untilAt: null }] }
/** The last clause of the form that is open first. */
const other = forms.task_based.clauses.length - 1
const withWater: TemplateView['forms'] = {
  ...forms, task_based: { ...forms.task_based, clauses: forms.task_based.clauses.map((clause, at) => (at === other ? { ...clause, lines: [...clause.lines, '甲方给乙方准备开水。'] } : clause)) },
}

const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent}`)
  return found
}
const isOff = (id: string): boolean => at(id).getAttribute('aria-disabled') === 'true'
const tap = (id: string) => fireEvent.click(at(id))
const type = (id: string, value: string) => fireEvent.change(at(id), { target: { value } })
const acts = (asked: readonly Asked[]) => asked.filter(({ call }) => call.startsWith('POST')).map(({ call, body }) => [call, body])

beforeEach(() => {
  freshPhone()
  signedInAs(officer)
})

const opened = async (answers: Parameters<typeof answerWith>[0] = {}) => {
  const asked = answerWith({
    'GET /api/agreement-templates': { inForce: 1, versions: [first] },
    'GET /api/agreement-templates/1': current,
    'POST /api/agreement-templates': { version: 2 },
    ...answers,
  })
  const { unmount } = render(<AgreementTemplatesPage />)
  await waitFor(() => at('part-opening'))
  return { asked, unmount }
}

it('each form is there to be read in full, part by part', async () => {
  await opened()
  expect(at('forms').textContent).toContain('《以完成一定工作任务为期限的劳动合同》')
  tap('form-past_retirement')
  expect(document.body.textContent).toContain('《超龄劳动者用工协议》')
  tap('part-clauses-0')
  expect((at('lines-clauses-0') as HTMLTextAreaElement).value).toBe(forms.past_retirement.clauses[0]?.lines.join('\n'))
  tap('slots')
  expect(document.body.textContent).toContain('{pay}：工钱')
  tap('history')
  expect(document.body.textContent).toContain('第 1 版 · 第一版 · 正在用')
})

it('a change is kept, shown as changed, can be proposed with a reason, and all forms go with it', async () => {
  const { unmount } = await opened()
  tap(`part-clauses-${other}`)
  const lines = (at(`lines-clauses-${other}`) as HTMLTextAreaElement).value
  type(`lines-clauses-${other}`, `${lines}\n甲方给乙方准备开水。\n`)
  expect(isOff('propose-templates')).toBe(true)
  unmount()
  const { asked } = await opened()
  expect(at('form-task_based').textContent).toContain('改过')
  type('templates-note', '夏天要有水喝')
  tap('propose-templates')
  await waitFor(() => at('templates-proposed'))
  expect(at('templates-proposed').textContent).toContain('请另一位同事')
  expect(acts(asked)).toEqual([['POST /api/agreement-templates', { base: 1, note: '夏天要有水喝', forms: withWater } satisfies TemplateChange]])
  expect(document.getElementById('propose-templates')).toBeNull()
})

it('what is wrong stands beside its part, and nothing is proposed until it is put right', async () => {
  await opened()
  tap('part-closing')
  type('lines-closing', '{salary}')
  expect(at('lines-closing-error').textContent).toContain('不认识 {salary}')
  expect(document.body.textContent).toContain('少了 {date}（拟定日期）')
  type('templates-note', '试一试')
  expect(isOff('propose-templates')).toBe(true)
  tap('start-over')
  expect(document.getElementById('propose-templates')).toBeNull()
})

it('the form that is open is shown filled, as both sides would read it', async () => {
  const { asked } = await opened({ 'POST /api/agreement-template-previews': { text: '甲方（用人单位）：示例农贸有限公司', characters: 1_500, mostCharacters: 2_300, problems: [] } })
  tap('see-form')
  await waitFor(() => at('preview-text'))
  expect(at('preview').textContent).toContain('示例农贸有限公司')
  expect(acts(asked)).toEqual([['POST /api/agreement-template-previews', { kind: 'task_based', form: forms.task_based }]])
  tap('preview-close')
  expect(document.getElementById('preview')).toBeNull()
})

it('the second officer sees line by line what was changed, and only then confirms', async () => {
  const { asked } = await opened({
    'GET /api/agreement-templates': { inForce: 1, versions: [second, first] },
    'GET /api/agreement-templates/2': { version: 2, name: '41-2', forms: withWater },
    'POST /api/agreement-templates/2/confirm': { inForce: 2, versions: [first] },
  })
  expect(isOff('confirm-2')).toBe(true)
  tap('read-2')
  await waitFor(() => at('differences'))
  expect(at('differences').textContent).toBe('按任务 · 其他改成：甲方给乙方准备开水。')
  tap('confirm-2')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/agreement-templates/2/confirm', { effectiveFrom: null }]]))
})

it('whoever proposed it may drop it and not confirm it; what waits for its day can be let go of', async () => {
  const planned: VersionInfo = { ...second, version: 3, note: '明天起', confirmedAt: now, effectiveFrom: now + 86_400_000 }
  const { asked } = await opened({
    'GET /api/agreement-templates': { inForce: 1, versions: [planned, { ...second, mine: true }, first] },
    'POST /api/agreement-templates/3/drop': { inForce: 1, versions: [first] },
  })
  expect(document.getElementById('confirm-2')).toBeNull()
  expect(at('proposed-2').textContent).toContain('要另一位同事来确认')
  expect(at('planned-3').textContent).toContain('还没生效')
  tap('drop-3')
  await waitFor(() => expect(acts(asked).map(([call]) => call)).toEqual(['POST /api/agreement-templates/3/drop']))
})
