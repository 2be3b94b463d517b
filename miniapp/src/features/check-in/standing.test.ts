import { expect, it } from 'vitest'
import { checkIn, job } from '../../../test/support/samples'
import { fittingWords, standingOf } from './standing'

const match = (distanceMetres: number | null) => ({ job: { ...job, distanceMetres }, score: 1, reasons: [] })

it('a checked-in worker is told number, time, gate and how many jobs fit', () => {
  expect(standingOf(checkIn, [match(5400), match(2140)])).toEqual({
    now: '已签到，您是今天第 38 位', next: '05:12 东门 · 有 2 个活适合您，最近的 2.1 公里',
  })
})

it('who has not checked in is told how', () => {
  expect(standingOf(null, []).next).toContain('扫一扫')
})

it('without a known place nothing is said about the nearest', () => {
  expect(fittingWords([match(null)])).toBe('有 1 个活适合您')
})
