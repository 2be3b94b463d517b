import { expect, it } from 'vitest'
import type { ScanReply } from '@market/shared/scan/scan.contract'
import { scanStep } from './scan-steps'

const gate = { token: 'g123', gateId: 'gate-0001', gateName: '东门', marketId: 'market-0001', marketName: '洛阳市零工市场' }
const reply = (next: ScanReply['next'], parts: Partial<ScanReply> = {}): ScanReply => ({ meaning: 'gate', next, say: '说明', gate: null, needsPlace: false, jobId: null, ...parts })

it('registering keeps the gate, so that check-in follows by itself', () => {
  expect(scanStep(reply('register', { gate }), 'raw')).toEqual({
    do: 'open', path: '/pages/register/index', params: { gate: 'g123', marketId: 'market-0001', at: '洛阳市零工市场东门' },
  })
})

it('a worker at a gate is checked in with the token, not with what the camera read', () => {
  expect(scanStep(reply('check_in', { gate }), 'https://copied.example/q/g123')).toEqual({ do: 'check_in', code: 'g123', needsPlace: false })
})

it('a printed code says that the phone is to say where it is', () => {
  expect(scanStep(reply('check_in', { gate, needsPlace: true }), 'g123')).toEqual({ do: 'check_in', code: 'g123', needsPlace: true })
})

it('an employer at a gate posts at that market', () => {
  expect(scanStep(reply('post_job', { gate }), 'raw')).toEqual({ do: 'open', path: '/employer/post/index', params: { marketId: 'market-0001' } })
})

it('a job code opens that job', () => {
  expect(scanStep(reply('see_job', { meaning: 'job', jobId: 'job-0001' }), 'raw')).toEqual({ do: 'open', path: '/pages/job/index', params: { jobId: 'job-0001' } })
})

it('an unknown code opens nothing and is answered in words', () => {
  expect(scanStep(reply('nothing', { meaning: 'unknown' }), 'https://evil.example')).toEqual({ do: 'say', words: '说明', tone: 'wait' })
})
