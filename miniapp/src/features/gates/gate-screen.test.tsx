import { render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { act } from '@testing-library/react'
import { freshPhone } from '../../../test/support/page'
import GateScreenPage from '../../pages/gate-screen/index'

let answers: (() => Response)[] = []
let asked = 0
const code = (token: string) => () => new Response(JSON.stringify({ marketName: '洛阳市零工市场', gateName: '东门', link: `https://market.example/q/${token}`, nextInMs: 10_000, goodForMs: 30_000 }), { status: 200 })
const away = () => { throw new TypeError('away') }
const revoked = () => new Response(JSON.stringify({ code: 'code_revoked', message: '这个码已经停用，请扫门口新贴的码。', requestId: 'r' }), { status: 409 })

beforeEach(() => {
  freshPhone()
  asked = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  vi.stubGlobal('fetch', async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? away
    asked += 1
    return answer()
  })
})
afterEach(() => vi.useRealTimers())

const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

test('shows where one is and its code, and asks for the next one by itself', async () => {
  answers = [code('r1'), code('r2')]
  render(<GateScreenPage />)
  await waitFor(() => expect(screen.getByText('扫码签到')).toBeTruthy())
  expect(screen.getByText('洛阳市零工市场 东门')).toBeTruthy()
  await later(10_100)
  expect(asked).toBe(2)
})

test('shows no code that would be scanned in vain, and sends people to the poster', async () => {
  answers = [code('r1'), away]
  render(<GateScreenPage />)
  await waitFor(() => expect(screen.getByText('扫码签到')).toBeTruthy())
  await later(20_000)
  expect(screen.queryByText('扫码签到')).toBeTruthy()
  await later(15_000)
  expect(screen.queryByText('扫码签到')).toBeNull()
  expect(document.body.textContent).toContain('请扫门上贴的码')
})

test('one that was taken out of use shows nothing at once', async () => {
  answers = [code('r1'), revoked]
  render(<GateScreenPage />)
  await waitFor(() => expect(screen.getByText('扫码签到')).toBeTruthy())
  await later(10_100)
  expect(screen.queryByText('扫码签到')).toBeNull()
})
