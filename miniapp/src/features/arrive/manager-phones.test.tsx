import { act, fireEvent, render, waitFor } from '@testing-library/react'
import type { StaffPhone } from '@market/shared/arrive/phones.contract'
import { phoneReasons } from '@market/shared/arrive/phones.rules'
import { hour } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import PhonesPage from '../../manager/phones/index'
import { placesFor } from '../me/places'
import { judgedWords, missingOf, missingWords, revocationReasons } from './phones.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const person = (role: 'staff' | 'manager' | 'operator') => ({
  ...newcomer, roles: [role], grants: [{ role, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
})
const phone = (changes: Partial<StaffPhone> = {}): StaffPhone => ({
  deviceId: 'phone-0001', personMasked: '钱*班', firstAt: Date.now() - 50 * hour, lastAt: Date.now() - 1000, lastScanAt: Date.now() - 2000, revokedAt: null, gaps: [], ...changes,
})
const list = 'GET /api/markets/market-0001/staff-phones'
const revocation = 'POST /api/staff-phones/phone-0001/revocation'
const at = (id: string): HTMLElement | null => document.getElementById(id)
const page = (phones: StaffPhone[], next: string | null = null) => ({ marketName: '洛阳市零工市场', phones, next })

async function opened(answers: Record<string, unknown>): Promise<Asked[]> {
  signedInAs(person('manager'))
  const asked = answerWith(answers)
  render(<PhonesPage />)
  await waitFor(() => expect(at('phone-phone-0001')).not.toBeNull())
  return asked
}

beforeEach(() => freshPhone({ marketId: 'market-0001' }))

it('every phone says who has it, when it was seen, and how many of its scans never came', async () => {
  await opened({ [list]: page([phone({ gaps: [{ from: 7, to: 7 }, { from: 9, to: 12 }] }), phone({ deviceId: 'phone-0002', personMasked: '周*东' }), phone({ deviceId: 'phone-0003', revokedAt: Date.now() })]) })
  const words = at('phone-phone-0001')?.textContent ?? ''
  for (const shown of ['钱*班的手机', '最近连上', '最近报的扫码', '少 5 条', '第 7 条，第 9 到 12 条']) expect(words).toContain(shown)
  expect(at('phone-phone-0002')?.textContent).toContain('都报上来了')
  expect(at('phone-phone-0003')?.textContent).toContain('停用了')
  expect(at('revoke-phone-0003')).toBeNull()
})

it('a long list is read on', async () => {
  const asked = await opened({ [list]: ({ query }: Asked) => (query.after === undefined ? page([phone()], '0_5_phone-0001') : page([phone({ deviceId: 'phone-0009' })])) })
  fireEvent.click(at('more-phones')!)
  await waitFor(() => expect(at('phone-phone-0009')).not.toBeNull())
  await act(() => Promise.resolve())
  expect(at('more-phones')).toBeNull()
  expect(at('phone-phone-0001')).not.toBeNull()
  expect(asked.filter(({ call }) => call === list).map(({ query }) => query.after)).toEqual([undefined, '0_5_phone-0001'])
})

it('a phone is put out of use for a reason, after being asked', async () => {
  let standing = phone()
  const asked = await opened({ [list]: () => page([standing]), [revocation]: () => (standing = phone({ revokedAt: Date.now() })) })
  fireEvent.click(at('revoke-phone-0001')!)
  expect(at('revoke-phone-sheet')?.textContent).toContain('不能恢复')
  fireEvent.click(at('revoke-phone-sheet-confirm')!)
  expect(at('revoke-phone-sheet-reason-error')?.textContent).toContain('请点一个原因')
  fireEvent.click(at('revoke-phone-sheet-reason-lost')!)
  fireEvent.click(at('revoke-phone-sheet-confirm')!)
  await waitFor(() => expect(at('phone-phone-0001')?.textContent).toContain('停用了'))
  expect(asked.filter(({ call }) => call === revocation)).toMatchObject([{ body: { reason: 'lost' } }])
  expect(at('revoke-phone-sheet')).toBeNull()
})

it('one that a colleague put out of use first is read again, and says so', async () => {
  let standing = phone()
  await opened({
    [list]: () => page([standing]),
    [revocation]: () => {
      standing = phone({ revokedAt: Date.now() })
      return new Refusal('not_found')
    },
  })
  fireEvent.click(at('revoke-phone-0001')!)
  fireEvent.click(at('revoke-phone-sheet-reason-left')!)
  fireEvent.click(at('revoke-phone-sheet-confirm')!)
  await waitFor(() => expect(at('phone-phone-0001')?.textContent).toContain('停用了'))
  expect(at('phones-problem')).not.toBeNull()
})

it('a market whose staff never sent a scan has none', async () => {
  signedInAs(person('operator'))
  answerWith({ [list]: page([]) })
  render(<PhonesPage />)
  await waitFor(() => expect(at('phones-empty')).not.toBeNull())
})

it('is for who runs the market, who find it where a market is chosen', () => {
  signedInAs(person('staff'))
  const asked = answerWith({})
  render(<PhonesPage />)
  expect(at('not-granted')).not.toBeNull()
  expect(asked).toEqual([])
  expect(navigation.went).toEqual([])
  expect(placesFor({ ...newcomer, ...person('manager') }, 'manager', 'home').find(({ id }) => id === 'staff-phones')).toMatchObject({ path: '/manager/phones/index', atMarket: true })
})

it('says which numbers never came, as many as can be read', () => {
  const gaps = [{ from: 1, to: 2 }, { from: 5, to: 5 }, { from: 7, to: 9 }, { from: 20, to: 20 }]
  expect(missingOf({ gaps })).toBe(7)
  expect(missingWords({ gaps })).toBe('最近的是第 5 条，第 7 到 9 条，第 20 条')
  expect(revocationReasons).toHaveLength(phoneReasons.length)
})

it('what a phone out of use sent is decided in one go, and how much of it is said', async () => {
  const judgement = 'POST /api/staff-phones/phone-0001/decision'
  const asked = await opened({ [list]: page([phone({ revokedAt: Date.now() }), phone({ deviceId: 'phone-0002' })]), [judgement]: { decided: 48, left: 2 } })
  expect(at('judge-phone-0002')).toBeNull()
  fireEvent.click(at('judge-phone-0001')!)
  expect(at('judge-phone-sheet')?.textContent).toContain('都按下面这一个结果定')
  fireEvent.click(at('judge-phone-sheet-confirm')!)
  expect(asked.filter(({ call }) => call === judgement)).toEqual([])
  fireEvent.click(at('judge-phone-sheet-reason-was_not_there')!)
  fireEvent.click(at('judge-phone-sheet-confirm')!)
  await waitFor(() => expect(at('phones-judged')?.textContent).toContain('核对好了 48 条，还有 2 条没定'))
  expect(asked.filter(({ call }) => call === judgement)).toMatchObject([{ body: { finding: 'was_not_there' } }])
  expect([judgedWords({ decided: 3, left: 0 }), judgedWords({ decided: 0, left: 0 })]).toEqual(['核对好了 3 条。', '这部手机没有要核对的扫码。'])
})
