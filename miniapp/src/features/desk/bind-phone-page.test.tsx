import { act, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer, tokens, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import BindPhonePage from '../../pages/bind-phone/index'
import { useSession } from '../session/session.store'
import { lookAgainMs } from './use-phone-code'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const there = (id: string): boolean => document.getElementById(id) !== null
const later = async (ms: number): Promise<void> => {
  await act(() => vi.advanceTimersByTimeAsync(ms))
}
const codeFrom = (now: number) => ({ code: 'https://market.test/q/h123', refreshAt: now + 60_000, expiresAt: now + 120_000 })
const account = { ...worker, personId: 'person-from-the-desk' }

beforeEach(() => {
  vi.useFakeTimers()
  freshPhone()
  signedInAs(newcomer)
})
afterEach(() => vi.useRealTimers())

it('shows the code, and a new one before it ends', async () => {
  const asked = answerWith({ 'GET /api/me/phone-code': () => codeFrom(Date.now()), 'GET /api/me': newcomer })
  render(<BindPhonePage />)
  await later(0)
  expect(there('phone-code')).toBe(true)
  const times = () => asked.filter(({ call }) => call === 'GET /api/me/phone-code').length
  expect(times()).toBe(1)
  await later(61_000)
  expect(times()).toBe(2)
})

it('once the desk has scanned it the phone is the account’s, by itself', async () => {
  let scanned = false
  answerWith({
    'GET /api/me/phone-code': () => codeFrom(Date.now()),
    'GET /api/me': () => (scanned && useSession.getState().me?.personId !== account.personId ? new Refusal('token_expired') : scanned ? account : newcomer),
    'POST /api/session/refresh': () => ({ tokens: { ...tokens, accessToken: 'of the account' }, me: account }),
  })
  render(<BindPhonePage />)
  await later(lookAgainMs)
  expect(there('phone-bound')).toBe(false)
  scanned = true
  await later(lookAgainMs)
  expect(at('phone-bound').textContent).toContain('绑好了，王*国')
  expect(useSession.getState().me?.personId).toBe(account.personId)
  fireEvent.click(at('bound-begin'))
  expect(navigation.went).toEqual([['startAt', '/pages/today/index']])
})

it('without a network the last code stays until there is a new one', async () => {
  let online = true
  answerWith({ 'GET /api/me/phone-code': () => (online ? codeFrom(Date.now()) : new Refusal('service_busy')), 'GET /api/me': newcomer })
  render(<BindPhonePage />)
  await later(0)
  online = false
  await later(61_000)
  expect(there('phone-code')).toBe(true)
})
