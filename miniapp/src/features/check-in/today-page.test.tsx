import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { application, checkIn, job, newcomer, tokens, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import TodayPage from '../../pages/today/index'
import { usePageStatus } from '../../ui/page-status'
import { useSession } from '../session/session.store'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const gate = { token: 'g123', gateId: 'gate-0001', gateName: '东门', marketId: 'market-0001', marketName: '洛阳市零工市场' }
const morning = {
  'GET /api/check-ins/current': { checkIn: null },
  'GET /api/matches': { matches: [{ job, reasons: ['您登记过搬运'] }] },
  'GET /api/applications': { applications: [] },
  'GET /api/inbox': { messages: [], unread: 0 },
}

beforeEach(() => {
  freshPhone()
  usePageStatus.setState({ sandbox: false, online: true, pending: [] })
})

it('a newcomer is offered to register, and a way to hire', () => {
  signedInAs(newcomer)
  answerWith(morning)
  render(<TodayPage />)
  expect(at('go-register').textContent).toBe('登记找活')
  expect(at('go-hire').textContent).toBe('我要招工')
  expect(at('standing')).toBeNull()
})

it('a worker who has checked in sees number, gate and the jobs that fit, with 报名 on the card', async () => {
  signedInAs(worker)
  answerWith({ ...morning, 'GET /api/check-ins/current': { checkIn } })
  render(<TodayPage />)
  await waitFor(() => expect(at('standing').textContent).toContain('您是今天第 38 位'))
  await waitFor(() => expect(at('standing').textContent).toContain('有 1 个活适合您'))
  expect(at(`apply-${job.id}`).textContent).toBe('报名')
  expect(screen.getByText('您登记过搬运')).toBeTruthy()
})

it('with an accepted job the work pass is one tap away', async () => {
  signedInAs(worker)
  const { terms } = application('signed')
  const tonight = { ...terms, endsAt: Date.now() + 3_600_000 }
  answerWith({ ...morning, 'GET /api/applications': { applications: [application('settled', { id: 'over-00001' }), application('signed', { terms: tonight })] } })
  render(<TodayPage />)
  await waitFor(() => expect(at('work-pass-application-0001')).toBeTruthy())
  fireEvent.click(at('work-pass-application-0001'))
  expect(navigation.went).toEqual([['open', '/pages/work-pass/index', { applicationId: 'application-0001' }]])
  expect(at('application-over-00001')).toBeNull()
})

it('on a bus without a job the way one is on stands first, with the way to it below, said once', async () => {
  signedInAs(worker)
  const to = { id: 'market-0002', name: '偃师区零工市场', address: '商都路 5 号', lat: 34.7, lng: 112.8, hotline: '0379-12333', opensAt: '04:00', closesAt: '20:00' }
  const moving = { id: 'transfer-0001', state: 'moving', from: { id: 'market-0001', name: '洛阳' }, to, job: null, applicationId: null, until: Date.now() + 3_600_000, bus: null }
  answerWith({ ...morning, 'GET /api/check-ins/current': { checkIn: { ...checkIn, leftAt: Date.now() } }, 'GET /api/transfers/current': { moving, offers: [] } })
  render(<TodayPage />)
  await waitFor(() => expect(at('standing').textContent).toContain('正在去偃师区零工市场'))
  expect(screen.queryByText(/离场了/)).toBeNull()
  expect(screen.getAllByText('正在去偃师区零工市场')).toHaveLength(1)
  expect(at('transfer-line').textContent).toContain('看怎么去')
})

it('one tap applies, with one key, and leads to the agreement', async () => {
  signedInAs(worker)
  const asked = answerWith({ ...morning, [`POST /api/jobs/${job.id}/applications`]: application('applied') })
  render(<TodayPage />)
  await waitFor(() => expect(at(`apply-${job.id}`)).toBeTruthy())
  fireEvent.click(at(`apply-${job.id}`))
  fireEvent.click(at(`apply-${job.id}`))
  await waitFor(() => expect(navigation.went).toEqual([['open', '/pages/agreement/index', { agreementId: 'agreement-0001', side: 'worker', applied: '1' }]]))
  expect(asked.filter(({ call }) => call.startsWith('POST'))).toHaveLength(1)
})

it('a job that has just filled up says so on its own card', async () => {
  signedInAs(worker)
  answerWith({ ...morning, [`POST /api/jobs/${job.id}/applications`]: new Refusal('job_full') })
  render(<TodayPage />)
  await waitFor(() => expect(at(`apply-${job.id}`)).toBeTruthy())
  fireEvent.click(at(`apply-${job.id}`))
  await waitFor(() => expect(at(`apply-${job.id}-problem`).textContent).toContain('刚刚招满'))
})

it('a gate code that opened the app checks a worker in, once', async () => {
  freshPhone({ q: 'https://market.example/q/g123' })
  signedInAs(worker)
  const asked = answerWith({
    ...morning,
    'POST /api/scan': { meaning: 'gate', next: 'check_in', say: '签到', gate, needsPlace: false, jobId: null },
    'POST /api/check-ins': checkIn,
  })
  render(<TodayPage />)
  await waitFor(() => expect(at('scan-news').textContent).toContain('签到好了'))
  expect(asked.filter(({ call }) => call === 'POST /api/check-ins').map(({ body }) => body)).toEqual([{ code: 'g123' }])
})

it('whoever scans before the market opens is led to its hours', async () => {
  freshPhone({ q: 'g123' })
  signedInAs(worker)
  answerWith({
    ...morning,
    'POST /api/scan': { meaning: 'gate', next: 'check_in', say: '签到', gate, needsPlace: false, jobId: null },
    'POST /api/check-ins': new Refusal('market_closed'),
  })
  render(<TodayPage />)
  await waitFor(() => expect(at('scan-news').textContent).toContain('不在开放时间'))
  fireEvent.click(at('to-market'))
  expect(navigation.went).toEqual([['open', '/pages/market/index', { marketId: 'market-0001' }]])
})

it('a worker who has not checked in finds the markets nearby, one who has finds what this one publishes', async () => {
  signedInAs(worker)
  answerWith(morning)
  const { unmount } = render(<TodayPage />)
  await waitFor(() => expect(at('to-markets').textContent).toContain('附近的零工市场'))
  unmount()
  freshPhone()
  signedInAs(worker)
  answerWith({ ...morning, 'GET /api/check-ins/current': { checkIn } })
  render(<TodayPage />)
  await waitFor(() => expect(at('to-market').textContent).toContain('洛阳市零工市场'))
  expect(at('to-markets')).toBeNull()
})

it('a gate code that opened the app leads a newcomer to registering, with the gate', async () => {
  freshPhone({ q: 'g123' })
  signedInAs(newcomer)
  answerWith({ ...morning, 'POST /api/scan': { meaning: 'gate', next: 'register', say: '先登记', gate, needsPlace: false, jobId: null } })
  render(<TodayPage />)
  await waitFor(() => expect(navigation.went).toEqual([
    ['open', '/pages/register/index', { gate: 'g123', marketId: 'market-0001', at: '洛阳市零工市场东门' }],
  ]))
})

it('in a sandbox nobody is signed in until one of the demo people is chosen', async () => {
  usePageStatus.setState({ sandbox: true })
  answerWith({
    ...morning,
    'GET /api/about': { sandbox: true, serverTime: 1 },
    'GET /api/demo/people': { people: [{ personId: 'person-0001', role: 'worker', nameMasked: '王*国', about: '搬运' }], gateToken: 'g123' },
    'POST /api/demo/login-codes': { code: 'code' },
    'POST /api/session': { tokens, me: worker },
  })
  render(<TodayPage />)
  await waitFor(() => expect(at('demo-worker-1')).toBeTruthy())
  fireEvent.click(at('demo-worker-1'))
  await waitFor(() => expect(useSession.getState().me?.nameMasked).toBe('王*国'))
  await waitFor(() => expect(at('standing')).toBeTruthy())
})

it('outside a sandbox a browser offers no demo people', async () => {
  answerWith({ 'GET /api/about': { sandbox: false, serverTime: 1 } })
  render(<TodayPage />)
  await waitFor(() => expect(at('only-in-wechat')).toBeTruthy())
  expect(at('demo-new')).toBeNull()
})

it('an employer who opens the app comes home, unless a code was scanned', async () => {
  signedInAs({ ...newcomer, roles: ['employer'], employer: { kind: 'business', name: '宏运', verifiedUntil: null } })
  answerWith(morning)
  render(<TodayPage />)
  await waitFor(() => expect(navigation.went).toEqual([['startAt', '/employer/home/index']]))
})

it('an employer at a gate posts there', async () => {
  freshPhone({ q: 'g123' })
  signedInAs({ ...newcomer, roles: ['employer'], employer: { kind: 'business', name: '宏运', verifiedUntil: null } })
  const asked = answerWith({ ...morning, 'POST /api/scan': { meaning: 'gate', next: 'post_job', say: '发布', gate, needsPlace: false, jobId: null } })
  render(<TodayPage />)
  await waitFor(() => expect(navigation.went).toEqual([['open', '/employer/post/index', { marketId: 'market-0001' }]]))
  expect(asked.find(({ call }) => call === 'POST /api/scan')?.body).toEqual({ code: 'g123', as: 'employer' })
})
