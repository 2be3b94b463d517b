import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { Dispatch, DispatchJob, PlacedPerson, Ready, UnplacedPerson } from '@market/shared/dispatch/dispatch.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { job, newcomer, worker } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import StaffDispatchPage from '../../staff/dispatch/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const staff = {
  ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' },
  grants: [{ role: 'staff' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const crew = { id: 'crew-0001', name: '老张班' }
const person = (number: number, changes: Partial<PlacedPerson> = {}): PlacedPerson => ({
  personId: `person-${number}`, nameMasked: '赵*柱', surname: '赵', number, trades: ['4-02-05-01'], skillLevel: 'intermediate', crew: null, waitingSince: Date.now() - 3_600_000,
  points: 812, reasons: ['工种对口', '2.1 公里'], answer: null, offerUntil: null, notAsked: null, ...changes,
})
const unplaced = (number: number): UnplacedPerson => {
  const { points: _points, reasons: _reasons, answer: _answer, offerUntil: _until, notAsked: _notAsked, ...who } = person(number)
  return { ...who, why: '对口的活都给了更合适或等得更久的人' }
}
const jobs = (first: PlacedPerson[]): DispatchJob[] => [
  { job, places: 4, people: first },
  { job: { ...job, id: 'job-0002', title: '商场保洁', payFen: 18_000 }, places: 2, people: [person(9)] },
  { job: { ...job, id: 'job-0003', title: '搬家' }, places: 1, people: [] },
]
const proposal = (changes: Partial<Dispatch> = {}): Dispatch => ({
  id: 'dispatch-0001', marketId: 'market-0001', state: 'proposed', version: 3, round: 1, proposedAt: Date.now(), confirmedAt: null, present: 6, free: 5, places: 7, placed: 4, points: 3248,
  words: '5 个人里派上 4 个，7 个位子还空 3 个，平均合适度 812 分（满分 1000）', jobs: jobs([person(3, { crew }), person(4, { crew }), person(7)]), unplaced: [unplaced(12)], ...changes,
})
const confirmed = (first: PlacedPerson[]): Dispatch => {
  const [one, two] = jobs(first)
  return proposal({ state: 'confirmed', confirmedAt: Date.now(), jobs: [one, two].filter((some) => some !== undefined).map((some) => ({ ...some, people: some.people.map((who) => ({ ...who, answer: who.answer ?? ('yes' as const) })) })) })
}
const market = { id: 'market-0001', name: '洛阳市零工市场' }
const current = (dispatch: Dispatch | null, ready: Ready = { people: 40, places: 37 }) => ({ market, dispatch, ready: dispatch === null ? ready : null })
const path = '/api/dispatches/dispatch-0001'
const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const acts = (asked: readonly Asked[]) => asked.filter(({ call }) => call.startsWith('POST')).map(({ call, body }) => [call, body])
const opened = async (answers: Record<string, unknown>): Promise<Asked[]> => {
  const asked = answerWith(answers)
  render(<StaffDispatchPage />)
  await waitFor(() => expect(at('dispatch-state')).toBeTruthy())
  return asked
}

beforeEach(() => {
  freshPhone()
  signedInAs(staff)
})

it('before anything is proposed staff see how many are there and how many are wanted, and one button makes the proposal', async () => {
  let dispatch: Dispatch | null = null
  const asked = await opened({
    'GET /api/dispatches/current': () => current(dispatch),
    'POST /api/dispatches': () => (dispatch = proposal()),
  })
  expect(at('dispatch-state').textContent).toContain('能派 40 人，空位 37 个')
  expect(at('dispatch-state').textContent).toContain('您确认之前不通知任何人')
  fireEvent.click(at('propose'))
  await waitFor(() => expect(at('dispatch-state').textContent).toContain('4 人有活，1 人这一轮没有'))
  expect(acts(asked)).toHaveLength(1)
})

it('the figures go on by themselves while staff wait for people to come', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  let ready = { people: 1, places: 2 }
  await opened({ 'GET /api/dispatches/current': () => current(null, ready) })
  expect(at('dispatch-state').textContent).toContain('能派 1 人，空位 2 个')
  ready = { people: 5, places: 2 }
  await act(() => vi.advanceTimersByTimeAsync(10_000).then(() => undefined))
  expect(at('dispatch-state').textContent).toContain('能派 5 人，空位 2 个')
  vi.useRealTimers()
})

it('when there is nobody or nothing to send, staff are told so', async () => {
  await opened({
    'GET /api/dispatches/current': current(null, { people: 0, places: 0 }),
    'POST /api/dispatches': new Refusal('nothing_to_dispatch'),
  })
  expect(at('dispatch-state').textContent).toContain('有人扫码签到，就能排')
  fireEvent.click(at('propose'))
  await waitFor(() => expect(at('dispatch-problem').textContent).toContain('没有可以派的人'))
})

it('a proposal is read by job: pay first, who goes, which crew, what stays free, and why somebody has nothing', async () => {
  await opened({ 'GET /api/dispatches/current': current(proposal()) })
  const card = at('dispatch-job-job-0001').textContent ?? ''
  expect(card.startsWith('260 元')).toBe(true)
  for (const shown of ['卸货搬运', '派 3 人 · 还空 1 个', '3 号 赵*柱老张班', '7 号 赵*柱']) expect(card).toContain(shown)
  expect(at('unplaced-12').textContent).toContain('对口的活都给了更合适或等得更久的人')
  expect(at('dispatch-words').textContent).toContain('7 个位子还空 3 个')
  expect(at('dispatch-job-job-0003')).toBeNull()
  fireEvent.click(at('empty-jobs'))
  expect(at('dispatch-job-job-0003').textContent).toContain('还没派人')
})

it('one person goes to another job in two taps, and the move names the version that was seen', async () => {
  let dispatch = proposal()
  const asked = await opened({ 'GET /api/dispatches/current': () => current(dispatch), [`POST ${path}/moves`]: () => (dispatch = proposal({ version: 4, placed: 4 })) })
  fireEvent.click(at('person-7'))
  expect(at('placed-at').textContent).toBe('现在派在：卸货搬运工种对口 · 2.1 公里')
  fireEvent.click(at('move-to-job-0002'))
  await waitFor(() => expect(at('move-sheet')).toBeNull())
  expect(acts(asked)).toEqual([[`POST ${path}/moves`, { personId: 'person-7', jobId: 'job-0002', version: 3 }]])
  fireEvent.click(at('person-7'))
  fireEvent.click(at('take-off'))
  await waitFor(() => expect(acts(asked).at(-1)).toEqual([`POST ${path}/moves`, { personId: 'person-7', jobId: null, version: 4 }]))
})

it('a crew moves as one, and where it has no room the sheet says why', async () => {
  const asked = await opened({ 'GET /api/dispatches/current': current(proposal()) })
  fireEvent.click(at('person-3'))
  expect(at('move-sheet').textContent).toContain('老张班 2 人一起换，不拆开')
  fireEvent.click(at('closed-jobs'))
  expect(at('not-to-job-0002').textContent).toContain('一共 2 人，这里只空 1 个')
  expect(at('move-to-job-0002')).toBeNull()
  expect(acts(asked)).toEqual([])
})

it('a move that a rule forbids is refused in words, and the next person is not shown them', async () => {
  await opened({ 'GET /api/dispatches/current': current(proposal()), [`POST ${path}/moves`]: new Refusal('invalid_fields', [{ field: 'jobId', message: '和答应的活时间撞了' }]) })
  fireEvent.click(at('person-12'))
  fireEvent.click(at('move-to-job-0003'))
  await waitFor(() => expect(at('move-problem').textContent).toContain('和答应的活时间撞了'))
  fireEvent.click(at('move-sheet-close'))
  fireEvent.click(at('person-7'))
  expect(at('move-problem')).toBeNull()
})

it('nobody is told before staff have confirmed once more; then the answers stand by each name with their clock', async () => {
  let dispatch = proposal()
  const asked = await opened({
    'GET /api/dispatches/current': () => current(dispatch),
    [`POST ${path}/confirm`]: () => (dispatch = confirmed([person(3, { crew, answer: 'asked', offerUntil: Date.now() + 280_000 }), person(4, { answer: 'no' }), person(7, { answer: 'not_asked', notAsked: '人已经离开市场' })])),
  })
  fireEvent.click(at('confirm'))
  expect(acts(asked)).toEqual([])
  expect(at('confirm-sheet').textContent).toContain('4 人马上同时收到通知，每人 5 分钟内答复')
  fireEvent.click(at('confirm-sheet-confirm'))
  await waitFor(() => expect(at('dispatch-state').textContent).toContain('答应了 1 人 · 等答复 1 人 · 不去 1 人 · 没能通知 1 人'))
  expect(acts(asked)).toEqual([[`POST ${path}/confirm`, { version: 3 }]])
  expect(at('answer-3').textContent).toBe('3 号 赵*柱老张班等答复还剩 4 分')
  expect(at('answer-7').textContent).toContain('人已经离开市场')
  expect(at('dispatch-state').textContent).toContain('2 个位子空出来了，点“再配一轮”给别人')
})

it('what was refused goes round again', async () => {
  let dispatch = confirmed([person(3, { answer: 'no' })])
  const asked = await opened({ 'GET /api/dispatches/current': () => current(dispatch), [`POST ${path}/again`]: () => (dispatch = proposal({ round: 2 })) })
  fireEvent.click(at('again'))
  await waitFor(() => expect(at('confirm')).toBeTruthy())
  expect(acts(asked).map(([call]) => call)).toEqual([`POST ${path}/again`])
})

it('a proposal somebody else has changed is read again instead of being confirmed unseen', async () => {
  let dispatch = proposal()
  const asked = await opened({
    'GET /api/dispatches/current': () => current(dispatch),
    [`POST ${path}/confirm`]: () => {
      dispatch = proposal({ version: 5, placed: 3, unplaced: [unplaced(12), unplaced(7)] })
      return new Refusal('changed_meanwhile')
    },
  })
  fireEvent.click(at('confirm'))
  fireEvent.click(at('confirm-sheet-confirm'))
  await waitFor(() => expect(at('dispatch-state').textContent).toContain('3 人有活，2 人这一轮没有'))
  expect(at('dispatch-problem')).toBeTruthy()
  expect(acts(asked)).toHaveLength(1)
})

it('what was moved by hand is thrown away only after being asked once; a proposal as it was made is made anew at once', async () => {
  let dispatch = proposal()
  const asked = await opened({ 'GET /api/dispatches/current': () => current(dispatch), [`POST ${path}/again`]: () => (dispatch = proposal({ version: 1 })) })
  fireEvent.click(at('propose-anew'))
  expect(at('anew-sheet').textContent).toContain('手工换过的不留')
  expect(acts(asked)).toEqual([])
  fireEvent.click(at('anew-sheet-confirm'))
  await waitFor(() => expect(acts(asked)).toHaveLength(1))
  await waitFor(() => expect(at('anew-sheet')).toBeNull())
  await waitFor(() => expect(at('propose-anew').textContent).toContain('重排'))
  fireEvent.click(at('propose-anew'))
  await waitFor(() => expect(acts(asked)).toHaveLength(2))
})

it('a proposal is dropped only after being asked once', async () => {
  const asked = await opened({ 'GET /api/dispatches/current': current(proposal()), [`POST ${path}/drop`]: proposal({ state: 'dropped' }) })
  fireEvent.click(at('drop'))
  expect(acts(asked)).toEqual([])
  fireEvent.click(at('drop-sheet-confirm'))
  await waitFor(() => expect(acts(asked).map(([call]) => call)).toEqual([`POST ${path}/drop`]))
})

it('nobody without a grant sees who is sent where', () => {
  freshPhone()
  signedInAs(worker)
  const asked = answerWith({})
  render(<StaffDispatchPage />)
  expect(at('not-staff')).toBeTruthy()
  expect(screen.queryByText(/派上/)).toBeNull()
  expect(asked).toEqual([])
})
