import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { BusJob, Destination, Transfer, TransferBoard, TransferGroupDetail, TransferOption } from '@market/shared/transfer/transfer.contract'
import { hour } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer, worker } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import TransferPage from '../../pages/transfer/index'
import StaffBusPage from '../../staff/bus/index'
import StaffTransferPage from '../../staff/transfer/index'
import { hasArrived, turnBackWords } from './transfer.text'
import { nextAt, numbersIn } from './use-staff-bus'

vi.mock('../../platform/navigation', () => fakeNavigation)

const now = Date.now()
const to: Destination = { id: 'market-0002', name: '偃师区零工市场', address: '商都路 5 号', lat: 34.7, lng: 112.8, hotline: '0379-12333', opensAt: '04:00', closesAt: '20:00' }
const option: TransferOption = {
  market: to, distanceMetres: 9_000, travelMinutes: 43, places: 5, bestDayPayFen: 30_000, leaveBy: now + hour,
  jobs: [{ id: 'job-0009', title: '装车', trade: '4-02-05-01', payFen: 30_000, payUnit: 'day', startsAt: now + 2 * hour, endsAt: now + 10 * hour, address: '物流园', places: 3, reasons: ['您会仓库，装卸搬运相近', '9 公里'] }],
}
const transfer = (changes: Partial<Transfer> = {}): Transfer => ({
  id: 'transfer-0001', state: 'moving', from: { id: 'market-0001', name: '洛阳市零工市场' }, to, job: null, applicationId: null, until: now + hour, bus: null, ...changes,
})
const offer = transfer({ state: 'offered', bus: { groupId: 'group-0001', leavesAt: now + hour, meetAt: '东门外', seatsLeft: 12 } })
const busJob: BusJob = { id: 'job-0009', title: '装车', trade: '4-02-05-01', payFen: 30_000, payUnit: 'day', startsAt: now + 2 * hour, endsAt: now + 10 * hour, places: 3, standing: 'free' }
const from = { marketId: 'market-0001', name: '洛阳市零工市场', lat: 34.6, lng: 112.4 }
const staff = {
  ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' },
  grants: [{ role: 'staff' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const market = { id: 'market-0001', name: '洛阳市零工市场' }
const board: TransferBoard = {
  market, trades: [{ trade: '4-02-05-01', places: 2, people: 30 }],
  others: [{ market: to, distanceMetres: 9_000, travelMinutes: 43, outwards: [{ trade: '4-02-05-01', people: 12 }], inwards: [] }],
}
const group: TransferGroupDetail = {
  id: 'group-0001', from: market, to: { id: to.id, name: to.name }, job: null, seats: 20, taken: 1, leavesAt: now + hour, meetAt: '东门外', cancelled: false,
  riders: [{ transferId: 't-1', nameMasked: '赵*柱', number: 7, state: 'moving' }, { transferId: 't-2', nameMasked: '钱*', number: 8, state: 'offered' }],
}
const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const bodies = (asked: Asked[], call: string): unknown[] => asked.filter((one) => one.call === call).map(({ body }) => body)
const idle = { 'GET /api/transfers/current': { moving: null, offers: [] } }
const openings = { market: { id: to.id, name: to.name }, travelMinutes: 43, jobs: [busJob] }
const staffReads = {
  'GET /api/transfer-openings': openings,
  'GET /api/transfer-board': board, 'GET /api/transfers/expected': { market, total: 0, people: [], buses: [] }, 'GET /api/transfer-groups': { market, groups: [group] },
}

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
})

it('pay first, then how far, until when and what is there; one tap goes after it was said what is left behind', async () => {
  const asked = answerWith({ ...idle, 'GET /api/transfers/options': { from, options: [option] }, 'POST /api/transfers': transfer() })
  render(<TransferPage />)
  await waitFor(() => expect(at('option-market-0002')).toBeTruthy())
  expect(at('option-market-0002').textContent).toMatch(/^300 元\/天 · 最高偃师区零工市场9 公里 · 路上大约 43 分钟 · 最晚/)
  expect(at('option-job-job-0009').textContent).toContain('您会仓库，装卸搬运相近')
  fireEvent.click(at('take-job-0009'))
  expect(at('transfer-sheet').textContent).toContain('签好的和明天的不动')
  fireEvent.click(at('transfer-sheet-confirm'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfers')).toEqual([{ toMarketId: 'market-0002', jobId: 'job-0009' }]))
})

it('at the end of a job it starts from there', async () => {
  freshPhone({ applicationId: 'application-0001' })
  signedInAs(worker)
  const asked = answerWith({ ...idle, 'GET /api/transfers/options': { from, options: [option] }, 'POST /api/transfers': transfer() })
  render(<TransferPage />)
  await waitFor(() => expect(at('go-market-0002')).toBeTruthy())
  fireEvent.click(at('go-market-0002'))
  fireEvent.click(at('transfer-sheet-confirm'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfers')).toEqual([{ toMarketId: 'market-0002', applicationId: 'application-0001' }]))
})

it('whoever has signed work here is told why they cannot go', async () => {
  answerWith({ ...idle, 'GET /api/transfers/options': { from, options: [option] }, 'POST /api/transfers': new Refusal('signed_here') })
  render(<TransferPage />)
  await waitFor(() => expect(at('go-market-0002')).toBeTruthy())
  fireEvent.click(at('go-market-0002'))
  fireEvent.click(at('transfer-sheet-confirm'))
  await waitFor(() => expect(at('transfer-problem').textContent).toContain('签好的活还没干完'))
})

it('whoever is on the way sees where to and until when, and may turn back', async () => {
  const asked = answerWith({ 'GET /api/transfers/current': { moving: transfer(), offers: [] }, 'GET /api/transfers/options': { from: null, options: [] }, 'POST /api/transfers/transfer-0001/cancel': transfer({ state: 'cancelled' }) })
  render(<TransferPage />)
  await screen.findByText('正在去偃师区零工市场')
  fireEvent.click(at('transfer-cancel'))
  expect(at('turn-back-sheet').textContent).toContain('得回来再扫门口的码排队')
  expect(bodies(asked, 'POST /api/transfers/transfer-0001/cancel')).toEqual([])
  fireEvent.click(at('turn-back-sheet-confirm'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfers/transfer-0001/cancel')).toHaveLength(1))
})

it('a bus is answered with one tap, yes or no, and no costs nothing', async () => {
  const asked = answerWith({ 'GET /api/transfers/current': { moving: null, offers: [offer] }, 'GET /api/transfers/options': { from, options: [] }, 'POST /api/transfers/transfer-0001/answer': offer })
  render(<TransferPage />)
  await screen.findByText('有车去偃师区零工市场')
  expect(at('offer-transfer-0001').textContent).toContain('您在这里的号不变')
  fireEvent.click(at('stay-transfer-0001'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfers/transfer-0001/answer')).toEqual([{ go: false }]))
})

it('what going along on a bus leaves behind here is said before it counts, in the words of going by oneself', async () => {
  const asked = answerWith({ 'GET /api/transfers/current': { moving: null, offers: [{ ...offer, job: busJob }] }, 'GET /api/transfers/options': { from, options: [option] }, 'POST /api/transfers/transfer-0001/answer': transfer() })
  render(<TransferPage />)
  await screen.findByText('有车去偃师区零工市场')
  fireEvent.click(at('take-job-0009'))
  const words = at('transfer-sheet').querySelector('.ui-sheet-words')?.textContent
  fireEvent.click(at('transfer-sheet-close'))
  fireEvent.click(at('go-transfer-0001'))
  expect(at('ride-sheet').querySelector('.ui-sheet-words')?.textContent).toBe(words)
  expect(words).toContain('没签完的报名一起退掉')
  expect(bodies(asked, 'POST /api/transfers/transfer-0001/answer')).toEqual([])
  fireEvent.click(at('ride-sheet-confirm'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfers/transfer-0001/answer')).toEqual([{ go: true }]))
})

it('turning back says what is not kept: the place and the seat, where there are any', () => {
  expect(turnBackWords({ job: null, bus: null })).toMatch(/^要在这里接着找活/)
  expect(turnBackWords({ job: busJob, bus: offer.bus })).toMatch(/^那边的位子和座位不留了。/)
  expect(turnBackWords({ job: null, bus: offer.bus })).toMatch(/^那边的座位不留了。/)
})

it('whoever is at no market is led to the gate', async () => {
  answerWith({ ...idle, 'GET /api/transfers/options': { from: null, options: [] } })
  render(<TransferPage />)
  await screen.findByText('先签到，再转场')
})

it('staff see what is missing and too much, who comes along, and call a bus off after being asked once', async () => {
  signedInAs(staff)
  const asked = answerWith({ ...staffReads, 'POST /api/transfer-groups/group-0001/cancel': { done: true } })
  render(<StaffTransferPage />)
  await screen.findByText('多 28 人')
  expect(at('board-market-0002').textContent).toContain('可以过去：装卸搬运 12 人')
  fireEvent.click(at('bus-to-market-0002'))
  expect(navigation.went).toEqual([['open', '/staff/bus/index', { toMarketId: 'market-0002' }]])
  fireEvent.click(at('transfer-part-buses'))
  expect(at('bus-group-0001').textContent).toContain('答应了 1 人 · 等答复 1 人')
  expect(at('bus-group-0001').textContent).toContain('上车的：7 号 赵*柱')
  fireEvent.click(at('cancel-bus-group-0001'))
  expect(bodies(asked, 'POST /api/transfer-groups/group-0001/cancel')).toHaveLength(0)
  fireEvent.click(at('cancel-bus-sheet-confirm'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfer-groups/group-0001/cancel')).toHaveLength(1))
})

it('a bus without numbers is not sent; numbers may be written as people write them', async () => {
  freshPhone({ toMarketId: 'market-0002' })
  signedInAs(staff)
  const asked = answerWith({ ...staffReads, 'POST /api/transfer-groups': group })
  render(<StaffBusPage />)
  await waitFor(() => expect(at('bus-numbers')).toBeTruthy())
  fireEvent.click(at('ask-along'))
  await waitFor(() => expect(at('bus-numbers-error').textContent).toContain('请写要请的号'))
  fireEvent.change(at('bus-numbers'), { target: { value: '3、7 12' } })
  fireEvent.change(at('bus-seats'), { target: { value: '20' } })
  fireEvent.change(at('bus-meet'), { target: { value: '东门外' } })
  fireEvent.click(at('ask-along'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfer-groups')).toMatchObject([{ toMarketId: 'market-0002', numbers: [3, 7, 12], seats: 20, meetAt: '东门外' }]))
})

it('a clock that has passed today is said to be tomorrow, and is asked about before anybody is told', async () => {
  freshPhone({ toMarketId: 'market-0002' })
  signedInAs(staff)
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-23T05:10:00+08:00'))
  const asked = answerWith({ ...staffReads, 'POST /api/transfer-groups': group })
  render(<StaffBusPage />)
  await waitFor(() => expect(at('bus-numbers')).toBeTruthy())
  expect(screen.getByText('今天 05:40 发车')).toBeTruthy()
  fireEvent.change(at('bus-leaves-wheel'), { target: { value: '05:00' } })
  expect(screen.getByText('明天 05:00 发车')).toBeTruthy()
  for (const [id, value] of [['bus-numbers', '3'], ['bus-seats', '20'], ['bus-meet', '东门外']] as const) fireEvent.change(at(id), { target: { value } })
  fireEvent.click(at('ask-along'))
  expect(at('not-today-sheet').textContent).toContain('明天 05:00 发车？')
  expect(bodies(asked, 'POST /api/transfer-groups')).toEqual([])
  fireEvent.click(at('not-today-sheet-confirm'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfer-groups')).toMatchObject([{ leavesAt: Date.parse('2026-11-24T05:00:00+08:00') }]))
  vi.restoreAllMocks()
})

it('a bus half typed is there again, but not the day after: the numbers are other people then', async () => {
  freshPhone({ toMarketId: 'market-0002' })
  signedInAs(staff)
  answerWith(staffReads)
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-23T05:10:00+08:00'))
  const shown = async (): Promise<string> => {
    const { unmount } = render(<StaffBusPage />)
    await waitFor(() => expect(at('bus-numbers')).toBeTruthy())
    const typed = (at('bus-numbers') as HTMLInputElement).value
    if (typed === '') fireEvent.change(at('bus-numbers'), { target: { value: '3、7' } })
    unmount()
    return typed
  }
  expect([await shown(), await shown()]).toEqual(['', '3、7'])
  clock.mockReturnValue(Date.parse('2026-11-24T05:10:00+08:00'))
  expect(await shown()).toBe('')
  vi.restoreAllMocks()
})

it('a bus that has arrived cannot be called off', () => {
  const rider = (state: 'moving' | 'arrived' | 'refused') => ({ transferId: state, nameMasked: '赵*柱', number: 7, state })
  const gone = { leavesAt: now - 1 }
  expect(hasArrived({ ...gone, riders: [rider('moving'), rider('refused')] }, now)).toBe(false)
  expect(hasArrived({ ...gone, riders: [rider('moving'), rider('arrived')] }, now)).toBe(true)
  expect(hasArrived({ ...gone, riders: [rider('refused')] }, now)).toBe(true)
  expect(hasArrived({ leavesAt: now + 1, riders: [rider('arrived')] }, now)).toBe(false)
})

it('a bus may go to a job: the pay, the start and the places left stand beside it, and one that is gone is said to be', async () => {
  freshPhone({ toMarketId: 'market-0002' })
  signedInAs(staff)
  const asked = answerWith({ ...staffReads, 'POST /api/transfer-groups': new Refusal('invalid_fields', [{ field: 'jobId', message: '这个活招满了，请另选一个' }]) })
  render(<StaffBusPage />)
  await screen.findByText('选了活，谁答应去，位子就给谁留好')
  fireEvent.change(at('bus-job-wheel'), { target: { value: '1' } })
  await waitFor(() => expect(at('bus-job').textContent).toMatch(/300 元\/天 · 装车 · .+ · 还要 3 人/))
  fireEvent.change(at('bus-numbers'), { target: { value: '3' } })
  fireEvent.change(at('bus-seats'), { target: { value: '20' } })
  expect(screen.getByText(/位子只有 3 个，先答应的先得/)).toBeTruthy()
  fireEvent.change(at('bus-meet'), { target: { value: '东门外' } })
  fireEvent.click(at('ask-along'))
  await waitFor(() => expect(bodies(asked, 'POST /api/transfer-groups')).toMatchObject([{ toMarketId: 'market-0002', jobId: 'job-0009', seats: 20 }]))
  await waitFor(() => expect(at('bus-job-error').textContent).toContain('这个活招满了'))
})

it('on the plan stands what the bus goes to, and that the job is gone while some have not answered', async () => {
  signedInAs(staff)
  answerWith({ ...staffReads, 'GET /api/transfer-groups': { market, groups: [{ ...group, job: { ...busJob, places: 0, standing: 'full' as const } }] } })
  render(<StaffTransferPage />)
  await waitFor(() => expect(at('transfer-part-buses')).toBeTruthy())
  fireEvent.click(at('transfer-part-buses'))
  await waitFor(() => expect(at('bus-job-group-0001').textContent).toMatch(/^去干：300 元\/天 · 装车/))
  expect(at('bus-job-gone-group-0001').textContent).toContain('这个活招满了，还没答复的人去不成了')
})

it('whoever is asked along to a job sees its pay and start; once it is full there is nothing to say yes to', async () => {
  const asked = (standing: BusJob['standing']) => ({ 'GET /api/transfers/current': { moving: null, offers: [{ ...offer, job: { ...busJob, standing } }] }, 'GET /api/transfers/options': { from, options: [] } })
  answerWith(asked('free'))
  const { unmount } = render(<TransferPage />)
  await waitFor(() => expect(at('offer-transfer-0001').textContent).toMatch(/去干“装车”，300 元\/天，.+开工，位子一并给您留好/))
  unmount()
  freshPhone()
  signedInAs(worker)
  answerWith(asked('full'))
  render(<TransferPage />)
  await waitFor(() => expect(at('offer-transfer-0001').textContent).toContain('这个活招满了'))
  expect(at('go-transfer-0001')).toBeNull()
})

it('numbers are read once each, and a bus at twenty past midnight leaves after midnight', () => {
  expect(numbersIn('3、7 7,12号')).toEqual([3, 7, 12])
  const evening = Date.parse('2026-11-23T23:50:00+08:00')
  expect(nextAt('00:20', evening)).toBe(evening + 30 * 60_000)
  expect(nextAt('23:55', evening)).toBe(evening + 5 * 60_000)
})
