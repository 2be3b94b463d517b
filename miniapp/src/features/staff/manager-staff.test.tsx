import { act, fireEvent, render, screen } from '@testing-library/react'
import type { Grant, Member, Roster } from '@market/shared/staff/staff.contract'
import { yearsLater } from '@market/shared/staff/staff.rules'
import { day, marketDay } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import ManagerGrantsPage from '../../manager/grants/index'
import ManagerPersonPage from '../../manager/person/index'
import ManagerProposePage from '../../manager/propose/index'
import ManagerRosterPage from '../../manager/roster/index'
import { handsWords, soughtOf, termWords } from './staff.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const market = { scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001' }
const manager = { ...newcomer, personId: 'person-manager', roles: ['manager' as const], grants: [{ role: 'manager' as const, ...market, untilAt: null }] }
const inspector = { ...manager, roles: ['inspector' as const], grants: [{ role: 'inspector' as const, ...market, untilAt: null }] }

const now = Date.now()
const proposed: Grant = {
  id: 'grant-0001', person: { personId: 'person-0002', nameMasked: '周*东' }, role: 'staff', scopePath: market.scopePath, scopeName: market.scopeName, state: 'proposed',
  fromAt: now, untilAt: now + 365 * day, proposedBy: { personId: 'person-0003', nameMasked: '钱*任' }, proposedAt: now, grantedBy: null, grantedAt: null, endedBy: null, endedAt: null,
  may: { confirm: true, refuse: true, end: false },
}
const inForce: Grant = { ...proposed, id: 'grant-0002', state: 'in_force', grantedBy: { personId: 'person-manager', nameMasked: '赵*事' }, grantedAt: now, may: { confirm: false, refuse: false, end: true } }
const load = { scans: 30, casesDecided: 4, deskRegistrations: 2, auditedActs: 9 }
const roster: Roster = {
  marketId: 'market-0001', marketName: '洛阳市零工市场',
  members: [
    { person: { personId: 'person-0002', nameMasked: '周*东' }, role: 'staff', sinceAt: now, untilAt: null, lastActToday: null, load },
    { person: { personId: 'person-0004', nameMasked: '田*芳' }, role: 'staff', sinceAt: now, untilAt: null, lastActToday: null, load: { scans: 0, casesDecided: 0, deskRegistrations: 0, auditedActs: 0 } },
  ],
  load: { days: 30, servedPerDay: 300, staff: 2, needed: 6, short: 4, perMember: 150, standard: '暂行参考标准' },
}
const member: Member = {
  person: { personId: 'person-0002', nameMasked: '周*东' }, phoneMasked: '138****5678', grants: [inForce], days: 30, load, trainings: [
    { id: 'training-0001', kind: 'assessment', title: '业务考核', day: '2026-11-20', minutes: 30, result: 'excellent', recordedBy: { personId: 'person-manager', nameMasked: '赵*事' }, recordedAt: now },
  ], trainingMinutes: 30, mayRecord: true,
}

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent ?? ''}`)
  return found
}
const tap = async (id: string): Promise<void> => {
  fireEvent.click(byId(id))
  await act(() => Promise.resolve())
}
const type = (id: string, value: string): void => {
  fireEvent.change(byId(id), { target: { value } })
}

beforeEach(() => freshPhone())

it('the roster says how many are missing, and how much each does', async () => {
  signedInAs(manager)
  answerWith({ 'GET /api/markets/market-0001/roster': roster })
  render(<ManagerRosterPage />)
  await screen.findByText('有 2 人，还缺 4 人')
  expect(byId('roster-load').textContent).toContain('平常一天来 300 人，照标准要 6 人，每人管 150 个')
  expect(byId('member-person-0002-staff').textContent).toBe('周*东36 件工作人员 · 扫码 30 · 办结 4 · 登记 2 · 今天还没动静')
  expect(byId('member-person-0004-staff').textContent).toContain('还没有记录')
  await tap('member-person-0002-staff')
  await tap('propose')
  expect(navigation.went).toEqual([['open', '/manager/person/index', { personId: 'person-0002' }], ['open', '/manager/propose/index']])
})

it('whoever only watches is not offered to give rights', async () => {
  signedInAs(inspector)
  answerWith({ 'GET /api/grants': { grants: [{ ...proposed, may: { confirm: false, refuse: false, end: false } }], next: null } })
  render(<ManagerGrantsPage />)
  await screen.findByText('周*东')
  expect(document.getElementById('propose')).toBeNull()
  expect(document.getElementById('confirm-grant-0001')).toBeNull()
})

it('a proposal is confirmed after it was said what that means', async () => {
  signedInAs(manager)
  const asked = answerWith({ 'GET /api/grants': { grants: [proposed], next: null }, 'POST /api/grants/grant-0001/confirm': inForce })
  render(<ManagerGrantsPage />)
  await screen.findByText('等人确认')
  await tap('confirm-grant-0001')
  expect(byId('confirm-grant').textContent).toContain('周*东 就能在“洛阳市零工市场”当工作人员')
  expect(asked.some(({ call }) => call.includes('/confirm'))).toBe(false)
  await tap('confirm-grant-confirm')
  expect(asked.filter(({ call }) => call === 'POST /api/grants/grant-0001/confirm')).toHaveLength(1)
})

it('one’s own proposal cannot be confirmed, only taken back', async () => {
  signedInAs(manager)
  const own = { ...proposed, proposedBy: { personId: 'person-manager', nameMasked: '赵*事' }, may: { confirm: false, refuse: true, end: false } }
  const asked = answerWith({ 'GET /api/grants': { grants: [own], next: null }, 'POST /api/grants/grant-0001/refuse': { ...own, state: 'withdrawn' } })
  render(<ManagerGrantsPage />)
  await screen.findByText('要另一位有权的同事来确认，自己不能确认自己提的。')
  await tap('refuse-grant-0001')
  await tap('take-back-confirm')
  expect(asked.find(({ call }) => call === 'POST /api/grants/grant-0001/refuse')?.body).toEqual({ reason: 'taken_back' })
})

it('a right is ended for a reason of the list, and what happens is said first', async () => {
  signedInAs(manager)
  navigation.params = { personId: 'person-0002' }
  const asked = answerWith({ 'GET /api/staff/person-0002': member, 'POST /api/grants/grant-0002/end': { ...inForce, state: 'ended' } })
  render(<ManagerPersonPage />)
  await screen.findByText('正在用')
  await tap('end-grant-0002')
  expect(byId('end-grant').textContent).toContain('马上生效')
  await tap('end-grant-confirm')
  expect(byId('end-grant').textContent).toContain('请点一个原因')
  await tap('end-grant-reason-left')
  await tap('end-grant-confirm')
  expect(asked.find(({ call }) => call === 'POST /api/grants/grant-0002/end')?.body).toEqual({ reason: 'left' })
})

it('one person: what they did, their rights and what they learned', async () => {
  signedInAs(manager)
  navigation.params = { personId: 'person-0002' }
  answerWith({ 'GET /api/staff/person-0002': member })
  render(<ManagerPersonPage />)
  await screen.findByText('138****5678')
  expect(byId('person').textContent).toContain('扫码30 次办结4 件现场登记2 人留痕9 条')
  expect(byId('trainings-training-0001').textContent).toBe('业务考核优秀考核 · 2026年11月20日 · 30 分钟 · 赵*事 记的')
  await tap('to-acts')
  expect(navigation.went).toEqual([['open', '/manager/audit/index', { actorId: 'person-0002' }]])
})

it('a training is written down with everything it needs, and everything missing is said at once', async () => {
  signedInAs(manager)
  navigation.params = { personId: 'person-0002' }
  const asked = answerWith({ 'GET /api/staff/person-0002': member, 'POST /api/staff/person-0002/trainings': member.trainings[0] })
  render(<ManagerPersonPage />)
  await screen.findByText('138****5678')
  await tap('record-training')
  await tap('training-kind-assessment')
  await tap('training-save')
  expect(byId('training-title-error').textContent).toBe('请写学了什么、练了什么')
  expect(byId('training-hours-error').textContent).toContain('10 分钟')
  expect(byId('training-result-error').textContent).toBe('考核要写结果')
  type('training-title', '业务考核')
  type('training-hours', '1.5')
  await tap('training-result-passed')
  await tap('training-save')
  expect(asked.find(({ call }) => call === 'POST /api/staff/person-0002/trainings')?.body).toEqual({ kind: 'assessment', title: '业务考核', day: marketDay(Date.now()), minutes: 90, result: 'passed' })
  expect(document.getElementById('training')).toBeNull()
})

it('a manager finds somebody by phone and proposes them for the desk of their market, for a year', async () => {
  signedInAs(manager)
  const asked = answerWith({
    'GET /api/grants/places': { places: [{ scopePath: market.scopePath, name: market.scopeName, kind: 'market', roles: ['staff'], hasMore: false }] },
    'POST /api/grants/find-person': { person: { personId: 'person-0009', nameMasked: '孙*来', phoneMasked: '137****0001' } },
    'POST /api/grants': proposed,
  })
  render(<ManagerProposePage />)
  await screen.findByText('洛阳市零工市场')
  expect(byId('send-proposal').textContent).toBe('先找到人')
  type('who', '137 0000 0001')
  await tap('find-person')
  await screen.findByText('孙*来')
  expect(asked.find(({ call }) => call === 'POST /api/grants/find-person')?.body).toEqual({ phone: '137 0000 0001' })
  await tap('send-proposal')
  const today = marketDay(Date.now())
  const untilDay = marketDay(Date.parse(`${yearsLater(today, 1)}T00:00:00+08:00`) - day)
  expect(asked.find(({ call }) => call === 'POST /api/grants')?.body).toEqual({ personId: 'person-0009', role: 'staff', scopePath: market.scopePath, fromDay: today, untilDay })
  expect(navigation.went).toEqual([['replace', '/manager/grants/index']])
})

it('nobody is found in the same words, whatever the reason', async () => {
  signedInAs(manager)
  answerWith({ 'GET /api/grants/places': { places: [] }, 'POST /api/grants/find-person': { person: null } })
  render(<ManagerProposePage />)
  type('who', '13700000001')
  await tap('find-person')
  expect((await screen.findByText(/没有找到能开权限的人/)).textContent).toContain('请本人先用微信登记')
})

it('a refused proposal says why, and nothing typed is lost', async () => {
  signedInAs(manager)
  answerWith({
    'GET /api/grants/places': { places: [{ scopePath: market.scopePath, name: market.scopeName, kind: 'market', roles: ['staff'], hasMore: false }] },
    'POST /api/grants/find-person': { person: { personId: 'person-0009', nameMasked: '孙*来', phoneMasked: null } },
    'POST /api/grants': new Refusal('already_granted'),
  })
  render(<ManagerProposePage />)
  await screen.findByText('洛阳市零工市场')
  type('who', '13700000001')
  await tap('find-person')
  await screen.findByText('孙*来')
  await tap('send-proposal')
  expect((await screen.findByText(/已经有这项授权/)).textContent).toBeDefined()
  expect((byId('who') as HTMLInputElement).value).toBe('13700000001')
  expect(navigation.went).toEqual([])
})

it('what was typed is a phone number or a code, and a right names all its hands', () => {
  expect(soughtOf(' +86 137-0000-0001 ')).toEqual({ phone: '+86 137-0000-0001' })
  expect(soughtOf('w0a1 b2c3')).toEqual({ code: 'w0a1 b2c3' })
  expect(handsWords(inForce)).toBe('钱*任 提出，赵*事 确认')
  expect(handsWords({ ...inForce, proposedBy: null, grantedBy: null })).toBe('在服务器上开通')
  expect(handsWords({ ...proposed, state: 'refused', endedBy: { personId: 'person-manager', nameMasked: '赵*事' } })).toBe('钱*任 提出，赵*事 没同意')
  const at = Date.parse('2026-11-23T04:40:00+08:00')
  expect(termWords({ fromAt: at, untilAt: Date.parse('2027-11-23T00:00:00+08:00') }, at)).toBe('今天 到 2027年11月22日')
})

it('an officer goes down the tree to the market a right is for, and back up', async () => {
  signedInAs({ ...manager, roles: ['officer'], grants: [{ role: 'officer', scopeName: '洛阳市', scopePath: '/41/4103/', marketId: null, untilAt: null }] })
  const city = { scopePath: '/41/4103/', name: '洛阳市', kind: 'region' as const, roles: ['manager' as const, 'inspector' as const], hasMore: true }
  const desk = { scopePath: market.scopePath, name: market.scopeName, kind: 'market' as const, roles: ['staff' as const, 'manager' as const, 'inspector' as const, 'operator' as const], hasMore: false }
  let times = 0
  answerWith({ 'GET /api/grants/places': () => ({ places: times++ === 0 ? [city] : [desk] }) })
  render(<ManagerProposePage />)
  await screen.findByText('就给“洛阳市”整个地方。只给其中一处，点下面它的名字。')
  await screen.findByText(market.scopeName)
  expect(document.getElementById('role-staff')).toBeNull()
  await tap(`places-${market.scopePath}`)
  expect(byId('role-staff').textContent).toBe('工作人员')
  await tap('where-/41/4103/')
  expect(document.getElementById('role-staff')).toBeNull()
})
