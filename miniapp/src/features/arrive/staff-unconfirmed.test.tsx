import { act, fireEvent, render, waitFor } from '@testing-library/react'
import type { ByHandResult, Unconfirmed } from '@market/shared/arrive/by-hand.contract'
import { hour } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import { marketPage } from '../../../test/support/market-samples'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, type Asked } from '../../../test/support/server'
import DutyPage from '../../staff/duty/index'
import UnconfirmedPage from '../../staff/unconfirmed/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const staff = {
  ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' },
  grants: [{ role: 'staff' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const person = (changes: Partial<Unconfirmed['people'][number]> = {}): Unconfirmed['people'][number] => ({
  applicationId: 'application-0001', workerMasked: '王*国', jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: Date.now() - 33 * hour, endsAt: Date.now() - 24 * hour, byHand: false, ...changes,
})
const list = 'GET /api/duty/unconfirmed'
const entry = 'POST /api/arrivals/by-hand'
const waits: ByHandResult = { waits: true, word: '等同事确认', say: '已经报上去，还不算到岗。', workerMasked: '王*国', number: null, jobTitle: '卸货搬运' }
const at = (id: string): HTMLElement | null => document.getElementById(id)

async function opened(answers: Record<string, unknown>): Promise<Asked[]> {
  signedInAs(staff)
  const asked = answerWith(answers)
  render(<UnconfirmedPage />)
  await waitFor(() => expect(at('unconfirmed-application-0001') ?? at('all-confirmed')).not.toBeNull())
  return asked
}

beforeEach(() => freshPhone())

it('the duty page leads to those whom nobody scanned', async () => {
  signedInAs(staff)
  answerWith({ 'GET /api/duty': { market: marketPage().market, expected: 0, arrived: 0, people: [] } })
  render(<DutyPage />)
  await waitFor(() => expect(at('go-unconfirmed')).not.toBeNull())
  fireEvent.click(at('go-unconfirmed')!)
  expect(navigation.went).toEqual([['open', '/staff/unconfirmed/index']])
})

it('who worked is entered for the one reason there is, and waits for a colleague', async () => {
  let standing = person()
  const asked = await opened({ [list]: () => ({ people: [standing], next: null }), [entry]: () => ((standing = person({ byHand: true })), waits) })
  for (const shown of ['王*国', '卸货搬运', '宏进农批市场 3 号库', '没扫到']) expect(at('unconfirmed-application-0001')?.textContent).toContain(shown)
  fireEvent.click(at('by-hand-application-0001')!)
  expect(at('by-hand-sheet')?.textContent).toContain('人去没去、干没干活')
  expect(at('by-hand-sheet-reason-phone_dead')).toBeNull()
  fireEvent.click(at('by-hand-sheet-confirm')!)
  expect(asked.filter(({ call }) => call === entry)).toEqual([])
  fireEvent.click(at('by-hand-sheet-reason-worked_unscanned')!)
  fireEvent.click(at('by-hand-sheet-confirm')!)
  await waitFor(() => expect(at('by-hand-result')?.textContent).toContain('王*国：等同事确认'))
  expect(asked.filter(({ call }) => call === entry)).toMatchObject([{ body: { applicationId: 'application-0001', reason: 'worked_unscanned' } }])
  await waitFor(() => expect(at('unconfirmed-application-0001')?.textContent).toContain('等同事核对'))
  expect(at('by-hand-application-0001')).toBeNull()
})

it('a long list is read on', async () => {
  const asked = await opened({ [list]: ({ query }: Asked) => (query.after === undefined ? { people: [person()], next: '5_application-0001' } : { people: [person({ applicationId: 'application-0002' })], next: null }) })
  fireEvent.click(at('more-unconfirmed')!)
  await waitFor(() => expect(at('unconfirmed-application-0002')).not.toBeNull())
  await act(() => Promise.resolve())
  expect(at('more-unconfirmed')).toBeNull()
  expect(asked.filter(({ call }) => call === list).map(({ query }) => query.after)).toEqual([undefined, '5_application-0001'])
})

it('nobody left says so', async () => {
  await opened({ [list]: { people: [], next: null } })
  expect(at('all-confirmed')?.textContent).toContain('没有要核实的人')
})
