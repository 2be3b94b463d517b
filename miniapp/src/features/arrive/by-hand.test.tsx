import { fireEvent, render, waitFor } from '@testing-library/react'
import type { Duty } from '@market/shared/arrive/arrive.contract'
import type { ByHandResult } from '@market/shared/arrive/by-hand.contract'
import { byHandReasons, byHandReasonWords } from '@market/shared/arrive/by-hand.rules'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { marketPage } from '../../../test/support/market-samples'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import DutyPage from '../../staff/duty/index'
import { mayEnter, type ExpectedPerson } from './staff-duty.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const staff = {
  ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' },
  grants: [{ role: 'staff' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const person = (changes: Partial<ExpectedPerson> = {}): ExpectedPerson => ({
  applicationId: 'application-0001', workerMasked: '王*国', number: 38, jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: Date.now() + 3_600_000, state: 'signed', arrivedAt: null, byHand: false, ...changes,
})
const waits: ByHandResult = { waits: true, word: '等同事确认', say: '已经报上去，还不算到岗。', workerMasked: '王*国', number: 38, jobTitle: '卸货搬运' }
const at = (id: string): HTMLElement | null => document.getElementById(id)
const entered = (asked: Asked[]) => asked.filter(({ call }) => call === 'POST /api/arrivals/by-hand')

/** The duty page with these people, and what entering one is answered. */
async function onDuty(people: ExpectedPerson[], answer: unknown = waits): Promise<Asked[]> {
  signedInAs(staff)
  const day: Duty = { market: marketPage().market, expected: people.length, arrived: 0, people }
  const asked = answerWith({ 'GET /api/duty': day, 'POST /api/arrivals/by-hand': answer })
  render(<DutyPage />)
  await waitFor(() => expect(at(`expected-${people[0]?.applicationId ?? ''}`)).not.toBeNull())
  return asked
}
const search = (number: string) => fireEvent.input(at('search-number')!, { target: { value: number } })

beforeEach(() => freshPhone())

it('who has nothing to scan is found by the number, and entered with a reason', async () => {
  const asked = await onDuty([person(), person({ applicationId: 'application-0002', number: 41, workerMasked: '李*' })])
  expect(at('by-hand-application-0001')).toBeNull()
  search('38')
  expect(at('expected-application-0002')).toBeNull()
  fireEvent.click(at('by-hand-application-0001')!)
  expect(at('by-hand-sheet')?.textContent).toContain('王*国38 号，卸货搬运。请先看一眼身份证')
  fireEvent.click(at('by-hand-sheet-confirm')!)
  expect(at('by-hand-sheet-reason-error')?.textContent).toContain('请点一个原因')
  expect(entered(asked)).toEqual([])
  fireEvent.click(at('by-hand-sheet-reason-phone_dead')!)
  fireEvent.click(at('by-hand-sheet-confirm')!)
  await waitFor(() => expect(at('by-hand-result')?.textContent).toBe('王*国：等同事确认。已经报上去，还不算到岗。'))
  expect(at('by-hand-sheet')).toBeNull()
  expect(entered(asked)).toMatchObject([{ body: { applicationId: 'application-0001', reason: 'phone_dead', scanId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string } }])
})

it('who never got a number can be entered too; who waits for a colleague, or is here, not again', async () => {
  await onDuty([person({ number: null }), person({ applicationId: 'application-0002', byHand: true }), person({ applicationId: 'application-0003', arrivedAt: Date.now(), state: 'arrived' })])
  expect(at('by-hand-application-0001')).not.toBeNull()
  expect(at('expected-application-0002')?.textContent).toContain('等同事确认')
  search('38')
  for (const id of ['application-0002', 'application-0003']) expect(at(`by-hand-${id}`)).toBeNull()
  expect([mayEnter(person(), ''), mayEnter(person(), '3'), mayEnter(person({ byHand: true }), '3')]).toEqual([false, true, false])
})

it('why somebody is not entered is said at the top', async () => {
  await onDuty([person({ number: null })], { ...waits, waits: false, word: '时间不对', say: '要在开工前 3 小时到收工之间来确认。' })
  fireEvent.click(at('by-hand-application-0001')!)
  fireEvent.click(at('by-hand-sheet-reason-other')!)
  fireEvent.click(at('by-hand-sheet-confirm')!)
  await waitFor(() => expect(at('by-hand-result')?.textContent).toContain('时间不对'))
})

it('oneself is for a colleague', async () => {
  await onDuty([person({ number: null })], new Refusal('own_case'))
  fireEvent.click(at('by-hand-application-0001')!)
  fireEvent.click(at('by-hand-sheet-reason-other')!)
  fireEvent.click(at('by-hand-sheet-confirm')!)
  await waitFor(() => expect(at('by-hand-problem')?.textContent).toContain('自己的事要请同事来办'))
})

it('every reason has its words', () => {
  expect(byHandReasons.filter((reason) => !byHandReasonWords[reason])).toEqual([])
})
