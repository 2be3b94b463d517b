import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { firstMatchRules } from '@market/shared/match/match-rules'
import type { MatchRulesView } from '@market/shared/match/match.contract'
import type { VersionInfo } from '@market/shared/versions/versions.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, type Asked } from '../../../test/support/server'
import ManagerMatchRulesPage from '../../manager/match-rules/index'
import MatchRulesPage from '../../pages/match-rules/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const now = Date.now()
const rules: MatchRulesView = { ...firstMatchRules, weights: { ...firstMatchRules.weights }, skilledTrades: ['6-29-01-01'], related: [{ from: '6-29-01-01', to: '6-29-01-03', percent: 70 }] }
const first: VersionInfo = { version: 1, note: '第一版', proposedAt: 0, confirmedAt: 0, effectiveFrom: 0, droppedAt: null, mine: false }
const second: VersionInfo = { version: 2, note: '远近多算一点', proposedAt: now, confirmedAt: null, effectiveFrom: null, droppedAt: null, mine: false }
const officer = { ...newcomer, roles: ['officer' as const], grants: [{ role: 'officer' as const, scopeName: '河南省', scopePath: '/41/', marketId: null, untilAt: null }] }

const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent}`)
  return found
}
const isOff = (id: string): boolean => at(id).getAttribute('aria-disabled') === 'true'
const acts = (asked: readonly Asked[]) => asked.filter(({ call }) => call.startsWith('POST')).map(({ call, body }) => [call, body])

beforeEach(() => freshPhone())

it('everybody may read what counts, how much, and what never does', async () => {
  answerWith({ 'GET /api/match-rules': { province: { code: '41', name: '河南省' }, effectiveFrom: 0, note: '第一版', rules } })
  render(<MatchRulesPage />)
  await waitFor(() => at('match-parts'))
  expect(at('never-counts').textContent).toContain('年龄、男女、是哪里人，都不算分')
  expect(at('part-trade').textContent).toContain('300 分')
  expect(at('part-distance').textContent).toContain('30 公里以外不加分')
  expect(at('part-start').textContent).toContain('2 小时内开工得满分，3 天以后的不加分')
  expect(at('part-skill').textContent).toContain('瓦工砌筑看等级')
  fireEvent.click(at('related'))
  expect(at('match-related').textContent).toContain('会瓦工砌筑：混凝土工算 70%')
  expect(at('match-rules').textContent).toContain('河南省第 1 版')
})

it('an officer’s change is kept, can be proposed once it adds up and has a reason, and says what happens next', async () => {
  signedInAs(officer)
  const asked = answerWith({
    'GET /api/match-rules/versions': { inForce: 1, versions: [first] },
    'GET /api/match-rules/versions/1': rules,
    'POST /api/match-rules': { version: 2 },
  })
  const { unmount } = render(<ManagerMatchRulesPage />)
  await waitFor(() => at('weight-trade-minus'))
  fireEvent.click(at('weight-trade-minus'))
  expect(at('match-rules-wrong').textContent).toContain('现在是 990 分')
  expect(isOff('propose-match-rules')).toBe(true)
  unmount()
  render(<ManagerMatchRulesPage />)
  await waitFor(() => at('weight-distance-plus'))
  fireEvent.click(at('weight-distance-plus'))
  fireEvent.change(at('span-farMetres'), { target: { value: '50' } })
  expect(isOff('propose-match-rules')).toBe(true)
  fireEvent.change(at('match-rules-note'), { target: { value: '远近多算一点' } })
  fireEvent.click(at('propose-match-rules'))
  await waitFor(() => at('match-rules-proposed'))
  expect(at('match-rules-proposed').textContent).toContain('请另一位同事')
  const { version: base, ...content } = rules
  expect(acts(asked)).toEqual([['POST /api/match-rules', {
    base, note: '远近多算一点', ...content, weights: { ...rules.weights, trade: 290, distance: 260 }, spans: { ...rules.spans, farMetres: 50_000 },
  }]])
  expect(document.getElementById('propose-match-rules')).toBeNull()
})

it('the second officer sees what would change before confirming; nobody confirms their own', async () => {
  signedInAs(officer)
  const asked = answerWith({
    'GET /api/match-rules/versions': { inForce: 1, versions: [{ ...second, version: 3, mine: true }, second, first] },
    'GET /api/match-rules/versions/1': rules,
    'GET /api/match-rules/versions/2': { ...rules, version: 2, weights: { ...rules.weights, trade: 290, distance: 260 }, related: [] },
    'POST /api/match-rules/2/confirm': { inForce: 2, versions: [] },
  })
  render(<ManagerMatchRulesPage />)
  await waitFor(() => at('proposed-2'))
  expect(document.getElementById('confirm-3')).toBeNull()
  expect(isOff('confirm-2')).toBe(true)
  fireEvent.click(at('read-2'))
  await waitFor(() => expect(at('differences').textContent).toBe('工种对不对口：300 分改成 290 分离得远近：250 分改成 260 分会瓦工砌筑的，干混凝土工：原来算 70%，不再算相近'))
  fireEvent.click(at('confirm-2'))
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/match-rules/2/confirm', { effectiveFrom: null }]]))
  expect(screen.queryByText('现在用第 1 版')).toBeNull()
})

/** The page as an officer finds it, and what it sends. */
async function openAsOfficer(): Promise<readonly Asked[]> {
  signedInAs(officer)
  const asked = answerWith({
    'GET /api/match-rules/versions': { inForce: 1, versions: [first] },
    'GET /api/match-rules/versions/1': rules,
    'POST /api/match-rules': { version: 2 },
  })
  render(<ManagerMatchRulesPage />)
  await waitFor(() => at('related'))
  return asked
}
const tap = (id: string): void => void fireEvent.click(at(id))
const type = (id: string, value: string): void => void fireEvent.change(at(id), { target: { value } })
const rowsOf = (id: string): string[] => [...at(id).children].map((row) => row.id.replace(`${id}-`, ''))

it('what is confirmed for a later day says so, and can be let go until then', async () => {
  signedInAs(officer)
  let planned: VersionInfo = { ...second, confirmedAt: now, effectiveFrom: now + 86_400_000 }
  const asked = answerWith({
    'GET /api/match-rules/versions': () => ({ inForce: 1, versions: [planned, first] }),
    'GET /api/match-rules/versions/1': rules,
    'POST /api/match-rules/2/drop': () => {
      planned = { ...planned, effectiveFrom: null, droppedAt: now }
      return { inForce: 1, versions: [planned, first] }
    },
  })
  render(<ManagerMatchRulesPage />)
  await waitFor(() => expect(at('planned-2').textContent).toMatch(/第 2 版 .*生效/))
  fireEvent.click(at('drop-2'))
  await waitFor(() => expect(acts(asked).map(([call]) => call)).toEqual(['POST /api/match-rules/2/drop']))
  await waitFor(() => expect(document.getElementById('planned-2')).toBeNull())
})

it('a related trade is found by typing, set right, another added, and what is proposed is exactly that', async () => {
  const asked = await openAsOfficer()
  expect(rowsOf('related')).toHaveLength(20)
  type('related-words', '焊')
  expect(rowsOf('related')).toEqual(['6-18-02-04'])
  // Who counts for the trade that was typed is found, too.
  type('related-words', '混凝土')
  expect(rowsOf('related')).toEqual(['6-29-01-01', '6-29-01-03'])
  expect(at('related-6-29-01-01').textContent).toContain('混凝土工 70%')
  expect(at('related-6-29-01-03').textContent).toContain('没有相近的')

  tap('related-6-29-01-01')
  tap('percent-6-29-01-03-minus')
  expect(at('percent-6-29-01-03-minus').parentElement?.textContent).toContain('算 65%')
  expect(at('pair-6-29-01-03').textContent).toContain('原来算 70%')
  tap('add-related-open')
  type('add-related-words', '没这个')
  expect(at('add-related-none').textContent).toContain('没有找到')
  type('add-related-words', '钢筋')
  expect(rowsOf('add-related')).toEqual(['6-29-01-04'])
  tap('add-related-6-29-01-04')
  tap('percent-6-29-01-04-plus')
  expect(at('pair-6-29-01-04').textContent).toContain('算 55%')
  expect(at('pair-6-29-01-04').textContent).toContain('新加的')
  tap('related-sheet-close')
  expect(at('related-6-29-01-01').textContent).toContain('改了')

  type('match-rules-note', '钢筋也算一点')
  tap('propose-match-rules')
  await waitFor(() => at('match-rules-proposed'))
  expect((acts(asked)[0]?.[1] as MatchRulesView).related).toEqual([{ from: '6-29-01-01', to: '6-29-01-03', percent: 65 }, { from: '6-29-01-01', to: '6-29-01-04', percent: 55 }])
})

it('what was taken away can be put back as it was, and then nothing is left to propose', async () => {
  await openAsOfficer()
  tap('related-6-29-01-01')
  tap('remove-6-29-01-03')
  expect(at('gone-6-29-01-03').textContent).toContain('混凝土工：不算相近了')
  expect(at('propose-match-rules')).toBeTruthy()
  tap('again-6-29-01-03')
  tap('related-sheet-close')
  expect(document.getElementById('propose-match-rules')).toBeNull()
  expect(at('related-6-29-01-01').textContent).not.toContain('改了')
})

it('a trade in which skill counts is found by typing and turned on and off', async () => {
  const asked = await openAsOfficer()
  expect(at('skilled').textContent).toContain('瓦工砌筑')
  tap('skilled')
  expect(at('skilled-trades-6-29-01-01').getAttribute('aria-checked')).toBe('true')
  type('skilled-trades-words', '电工')
  expect(rowsOf('skilled-trades')).toEqual(['6-31-01-03'])
  tap('skilled-trades-6-31-01-03')
  type('skilled-trades-words', '')
  tap('skilled-trades-6-29-01-01')
  tap('skilled-trades-6-29-01-01')
  type('match-rules-note', '电工要看等级')
  tap('propose-match-rules')
  await waitFor(() => at('match-rules-proposed'))
  expect((acts(asked)[0]?.[1] as MatchRulesView).skilledTrades).toEqual(['6-31-01-03', '6-29-01-01'])
})
