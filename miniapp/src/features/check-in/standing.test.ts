import type { Transfer } from '@market/shared/transfer/transfer.contract'
import { expect, it } from 'vitest'
import { application, checkIn, dawn, job } from '../../../test/support/samples'
import { fittingWords, foremostOf, jobsUnderWay, standingOf } from './standing'

const match = (distanceMetres: number | null) => ({ job: { ...job, distanceMetres }, reasons: [] })
const nothing = { checkIn: null, matches: [], current: null, moving: null }
const moving: Transfer = {
  id: 'transfer-0001', state: 'moving', from: { id: 'market-0001', name: '洛阳市零工市场' }, job: null, applicationId: null, until: dawn + 3_600_000, bus: null,
  to: { id: 'market-0002', name: '偃师区零工市场', address: '商都路 5 号', lat: 34.7, lng: 112.8, hotline: '0379-12333', opensAt: '04:00', closesAt: '20:00' },
}

it('a checked-in worker is told number, time, gate and how many jobs fit', () => {
  expect(standingOf({ ...nothing, checkIn, matches: [match(5400), match(2140)] }, dawn)).toEqual({
    now: '已签到，您是今天第 38 位', next: '05:12 东门 · 有 2 个活适合您，最近的 2.1 公里',
  })
})

it('who has not checked in is told how', () => {
  expect(standingOf(nothing, dawn).next).toContain('扫一扫')
})

it('without a known place nothing is said about the nearest', () => {
  expect(fittingWords([match(null)])).toBe('有 1 个活适合您')
})

it('an accepted job comes before everything else: when and where', () => {
  expect(standingOf({ ...nothing, checkIn, matches: [match(2140)], current: application('signed') }, dawn)).toEqual({
    now: '今天 06:30 开工，别迟到', next: '宏进农批市场 3 号库。按时到，给工作人员扫工作码',
  })
})

it('a job that is over is not under way any more', () => {
  expect(jobsUnderWay([application('settled'), application('paid'), application('cancelled')]).map(({ state }) => state)).toEqual(['paid'])
})

it('whoever only waits in a queue is still told their number, or that they have not checked in', () => {
  const queued = application('queued', { queueAhead: 2 })
  const underWay = jobsUnderWay([queued])
  expect(underWay).toHaveLength(1)
  expect(foremostOf(underWay)).toBeNull()
  expect(foremostOf(jobsUnderWay([queued, application('signed')]))?.state).toBe('signed')
  expect(standingOf({ ...nothing, current: foremostOf(underWay) }, dawn).now).toBe('您今天还没签到')
})

it('a place that is held says until when', () => {
  expect(standingOf({ ...nothing, checkIn, current: application('offered', { offerUntil: dawn + 300_000 }) }, dawn)).toEqual({
    now: '有个位子给您留着', next: '今天 05:05 前答复，到点让给下一位',
  })
})

it('whoever is on the way to another market is told so, and not that they have left', () => {
  const left = { ...checkIn, leftAt: dawn + 1, leftReason: null }
  expect(standingOf({ ...nothing, checkIn: left, moving }, dawn).now).toBe('正在去偃师区零工市场')
  expect(standingOf({ ...nothing, checkIn: left }, dawn).now).toContain('离场了')
})
