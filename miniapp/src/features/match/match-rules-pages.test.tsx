import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { firstMatchRules } from '@market/shared/match/match-rules'
import type { MatchRulesInfo, MatchRulesView } from '@market/shared/match/match.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, type Asked } from '../../../test/support/server'
import ManagerMatchRulesPage from '../../manager/match-rules/index'
import MatchRulesPage from '../../pages/match-rules/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const now = Date.now()
const rules: MatchRulesView = { ...firstMatchRules, weights: { ...firstMatchRules.weights }, skilledTrades: ['6-29-01-01'], related: [{ from: '6-29-01-01', to: '6-29-01-03', percent: 70 }] }
const first: MatchRulesInfo = { version: 1, note: '第一版', proposedAt: 0, confirmedAt: 0, effectiveFrom: 0, droppedAt: null, mine: false }
const second: MatchRulesInfo = { version: 2, note: '远近多算一点', proposedAt: now, confirmedAt: null, effectiveFrom: null, droppedAt: null, mine: false }
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
  await waitFor(() => expect(at('differences').textContent).toBe('工种对不对口：300 分改成 290 分离得远近：250 分改成 260 分不再算相近：会瓦工砌筑：混凝土工算 70%'))
  fireEvent.click(at('confirm-2'))
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/match-rules/2/confirm', { effectiveFrom: null }]]))
  expect(screen.queryByText('现在用第 1 版')).toBeNull()
})
