import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { freshPhone, signedInAs } from '../../test/support/page'
import { job, worker } from '../../test/support/samples'
import { useRead } from './use-read'

let answers: Response[] = []
let asked = 0
const busy = (headers: Record<string, string>) => new Response(JSON.stringify({ code: 'service_busy', message: '现在人多，请过几秒再试。', requestId: 'r' }), { status: 503, headers })
const fine = () => new Response(JSON.stringify({ jobs: [job], next: null }), { status: 200 })

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
  asked = 0
  vi.stubGlobal('fetch', () => {
    asked += 1
    return Promise.resolve(answers.shift() ?? fine())
  })
})
afterEach(() => vi.useRealTimers())

const opened = async () => {
  const hook = renderHook(() => useRead('GET /api/jobs', { query: { limit: 2 } }))
  await waitFor(() => expect(hook.result.current.problem).toMatchObject({ code: 'service_busy' }))
  return hook
}

test('a phone that was told when to ask again does so by itself, once and not earlier', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  answers = [busy({ 'retry-after': '30' })]
  const hook = await opened()
  await act(() => vi.advanceTimersByTimeAsync(25_000))
  expect(asked).toBe(1)
  await act(() => vi.advanceTimersByTimeAsync(25_000))
  expect(hook.result.current).toMatchObject({ problem: null, value: { jobs: [{ id: job.id }] } })
  await act(() => vi.advanceTimersByTimeAsync(100_000))
  expect(asked).toBe(2)
})

test('one that was not told waits for its person', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  answers = [busy({})]
  await opened()
  await act(() => vi.advanceTimersByTimeAsync(100_000))
  expect(asked).toBe(1)
})
