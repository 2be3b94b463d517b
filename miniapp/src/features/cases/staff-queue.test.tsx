import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { Case } from '@market/shared/cases/cases.contract'
import { caseKinds } from '@market/shared/cases/cases.rules'
import { minute } from '@market/shared/words/time'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import StaffQueuePage from '../../staff/queue/index'
import { casePictograms, caseTitles, ownerWords, queueWords } from './cases.text'

vi.mock('../../platform/navigation', () => fakeNavigation)
vi.mock('../../staff/paths', async (original) => ({
  ...(await original<object>()),
  reviewPaths: { identity: '/staff/identity/index' },
}))

const waiting = (changes: Partial<Case> = {}): Case => ({
  id: 'case-0001', kind: 'identity', subjectId: 'verification-1', marketName: '洛阳市零工市场', aboutMasked: '王*国', openedAt: Date.now() - 12 * minute,
  dueAt: Date.now() + 80 * minute, owner: null, mayDecide: true, closedAt: null, outcome: null, ...changes,
})
const mine = { personId: 'person-0001', nameMasked: '刘*芳', mine: true }
const theirs = { personId: 'person-0002', nameMasked: '周*东', mine: false }

const staff = {
  ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' },
  grants: [{ role: 'staff' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}

beforeEach(() => freshPhone())
afterEach(() => vi.unstubAllGlobals())

it('what was taken opens, and is told by its id alone', async () => {
  signedInAs(staff)
  const asked = answerWith({ 'GET /api/cases': { cases: [waiting()], overdue: 0 }, 'POST /api/cases/case-0001/take': waiting({ owner: mine }) })
  const { container } = render(<StaffQueuePage />)
  await screen.findByText('王*国 · 洛阳市零工市场 · 12 分钟前来的')
  fireEvent.click(container.querySelector('#take-case-0001')!)
  await waitFor(() => expect(navigation.went).toEqual([['open', '/staff/identity/index', { subjectId: 'verification-1', caseId: 'case-0001' }]]))
  expect(asked.filter(({ call }) => call.startsWith('POST'))).toMatchObject([{ call: 'POST /api/cases/case-0001/take' }])
})

it('when a colleague was quicker one stays in the queue and sees who', async () => {
  signedInAs(staff)
  let times = 0
  answerWith({
    'GET /api/cases': () => ({ cases: [waiting(times++ === 0 ? {} : { owner: theirs })], overdue: 0 }),
    'POST /api/cases/case-0001/take': new Refusal('case_taken'),
  })
  const { container } = render(<StaffQueuePage />)
  await waitFor(() => expect(container.querySelector('#take-case-0001')).not.toBeNull())
  fireEvent.click(container.querySelector('#take-case-0001')!)
  await screen.findByText('周*东在办')
  expect(container.querySelector('#queue-problem')).not.toBeNull()
  expect(container.querySelector('#take-case-0001')).toBeNull()
  expect(navigation.went).toEqual([])
})

it('one’s own case cannot be taken, and says why', async () => {
  signedInAs(staff)
  answerWith({ 'GET /api/cases': { cases: [waiting({ mayDecide: false })], overdue: 1 } })
  const { container } = render(<StaffQueuePage />)
  await screen.findByText('这是您自己的事，由同事来办')
  expect(container.querySelector('#take-case-0001')).toBeNull()
})

it('“我在办的” shows what is mine, which can be given back', async () => {
  signedInAs(staff)
  const asked = answerWith({
    'GET /api/cases': { cases: [waiting({ owner: mine }), waiting({ id: 'case-0002', owner: theirs })], overdue: 0 },
    'POST /api/cases/case-0001/release': waiting(),
  })
  const { container } = render(<StaffQueuePage />)
  await waitFor(() => expect(container.querySelector('#queue-view-mine')?.textContent).toBe('我在办的 1'))
  fireEvent.click(container.querySelector('#queue-view-mine')!)
  expect(container.querySelector('#case-case-0002')).toBeNull()
  fireEvent.click(container.querySelector('#give-back-case-0001')!)
  await waitFor(() => expect(asked.some(({ call }) => call === 'POST /api/cases/case-0001/release')).toBe(true))
})

it('nobody without a grant sees the queue', () => {
  signedInAs({ ...newcomer, roles: ['worker'] })
  const asked = answerWith({})
  const { container } = render(<StaffQueuePage />)
  expect(container.querySelector('#not-granted')).not.toBeNull()
  expect(asked).toEqual([])
})

it('every kind of case has its words', () => {
  expect(caseKinds.filter((kind) => !caseTitles[kind] || !casePictograms[kind])).toEqual([])
  expect([queueWords(0, 0), queueWords(3, 0), queueWords(3, 1)]).toEqual(['没有等着办的', '3 件等着办，都没超时', '3 件等着办，1 件超时'])
  expect([waiting(), waiting({ owner: mine }), waiting({ owner: theirs })].map(ownerWords)).toEqual(['还没人接', '您在办', '周*东在办'])
})
