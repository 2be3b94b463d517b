import { act, fireEvent, render, screen } from '@testing-library/react'
import { endpoints } from '@market/shared/api'
import type { AuditEntry } from '@market/shared/audit/audit.contract'
import { staffRoles } from '@market/shared/words/lists'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith } from '../../../test/support/server'
import ManagerAuditPage from '../../manager/audit/index'
import { actionWords, doneWords, whyWords } from './audit.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const manager = {
  ...newcomer, roles: ['manager' as const],
  grants: [{ role: 'manager' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const entry = (id: string, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  id, at: Date.now(), actor: { personId: 'person-0002', nameMasked: '周*东' }, role: 'staff', action: 'identity.reveal', subjectKind: 'verification', subjectId: 'verification-1',
  aboutMasked: '王*国', scopeName: '洛阳市零工市场', purpose: 'review', ...changes,
})

beforeEach(() => freshPhone())

it('every line says what, who, where, about whom and why; older ones are read on', async () => {
  signedInAs(manager)
  let times = 0
  answerWith({ 'GET /api/audit': () => (times++ === 0 ? { entries: [entry('entry-1')], next: '5_entry-1' } : { entries: [entry('entry-2', { action: 'staff.end', purpose: 'left' })], next: null }) })
  render(<ManagerAuditPage />)
  const first = (await screen.findByText('看了别人的证件和号码')).closest('#entry-entry-1')
  expect(first?.textContent).toMatch(/周\*东（工作人员） · 洛阳市零工市场今天 \d\d:\d\d · 关于 王\*国 · 审核要看$/)
  fireEvent.click(document.getElementById('older-entries')!)
  await screen.findByText('停掉了权限')
  await act(() => Promise.resolve())
  expect(document.getElementById('older-entries')).toBeNull()
})

it('of one colleague it says of whom', async () => {
  signedInAs(manager)
  navigation.params = { actorId: 'person-0002' }
  answerWith({ 'GET /api/audit': { entries: [entry('entry-1')], next: null } })
  render(<ManagerAuditPage />)
  await screen.findByText('留痕 · 周*东')
})

it('every act of somebody with a right has its words', () => {
  const acts = endpoints.filter(({ who, changes }) => changes && who !== 'everyone' && who !== 'signed_in' && staffRoles.some((role) => who.includes(role)))
  expect(acts.map(({ action }) => action).filter((action) => !(action in actionWords))).toEqual([])
})

it('a reason is shown in words, never as a code', () => {
  expect(whyWords({ purpose: 'unknown_code' })).toBe('')
  expect(whyWords({ purpose: 'name_differs id_card_unclear' })).toContain('、')
  expect(whyWords({ purpose: '搬到新的地方' })).toBe('搬到新的地方')
  expect(doneWords({ action: 'something.new' })).toBe('办了一件事')
})
