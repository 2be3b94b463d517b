import { expect, it } from 'vitest'
import { application, checkIn, dawn, job } from '../../../test/support/samples'
import { fittingWords, jobsUnderWay, standingOf } from './standing'

const match = (distanceMetres: number | null) => ({ job: { ...job, distanceMetres }, score: 1, reasons: [] })

it('a checked-in worker is told number, time, gate and how many jobs fit', () => {
  expect(standingOf(checkIn, [match(5400), match(2140)], null, dawn)).toEqual({
    now: '已签到，您是今天第 38 位', next: '05:12 东门 · 有 2 个活适合您，最近的 2.1 公里',
  })
})

it('who has not checked in is told how', () => {
  expect(standingOf(null, [], null, dawn).next).toContain('扫一扫')
})

it('without a known place nothing is said about the nearest', () => {
  expect(fittingWords([match(null)])).toBe('有 1 个活适合您')
})

it('an accepted job comes before everything else: when and where', () => {
  expect(standingOf(checkIn, [match(2140)], application('signed'), dawn)).toEqual({
    now: '今天 06:30 开工，别迟到', next: '宏进农批市场 3 号库。按时到，给工作人员扫工作码',
  })
})

it('a job that is over is not under way any more', () => {
  expect(jobsUnderWay([application('settled'), application('paid'), application('cancelled')]).map(({ state }) => state)).toEqual(['paid'])
})
