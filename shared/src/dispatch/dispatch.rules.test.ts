import { describe, expect, it } from 'vitest'
import { applicationStates } from '../journey'
import { minute } from '../words/time'
import { answerOf, answerUntil, answerWords, isRefusal, notAskedReasons, notAskedWords, totalWords, unplacedReasons, unplacedWords, waitsOn } from './dispatch.rules'

describe('dispatch rules', () => {
  it('an answer is waited for five minutes, and never beyond the start', () => {
    expect(answerUntil(0, 60 * minute)).toBe(5 * minute)
    expect(answerUntil(0, 2 * minute)).toBe(2 * minute)
  })

  it('whatever becomes of an application is one of the answers staff are shown', () => {
    expect(answerOf(null, null)).toBe('to_ask')
    expect(answerOf(null, 'gone')).toBe('not_asked')
    const shown = applicationStates.map((state) => [state, answerOf(state, null)])
    expect(Object.fromEntries(shown)).toEqual({
      queued: 'asked', offered: 'asked', applied: 'yes', worker_signed: 'yes', employer_signed: 'yes', signed: 'yes', arrived: 'yes', finished: 'yes',
      hours_proposed: 'yes', hours_disputed: 'yes', hours_agreed: 'yes', paid: 'yes', payment_disputed: 'yes', settled: 'yes',
      withdrawn: 'no', declined: 'off', cancelled: 'off', lapsed: 'late', unsigned: 'yes', absent: 'yes',
    })
  })

  it('no and no answer count as a refusal; what the employer or the market did does not', () => {
    const refusals = (['to_ask', 'asked', 'yes', 'no', 'late', 'off', 'not_asked'] as const).filter(isRefusal)
    expect(refusals).toEqual(['no', 'late'])
  })

  it('whoever could not be asked and still waits is told so; who has gone or has work is not', () => {
    expect(notAskedReasons.filter((reason) => !waitsOn(reason))).toEqual(['gone', 'busy', 'already_applied'])
  })

  it('every reason has words of its own', () => {
    const words = [...unplacedReasons.map((reason) => unplacedWords[reason]), ...Object.values(answerWords)]
    expect(new Set(words).size).toBe(words.length)
    expect(new Set(notAskedReasons.map((reason) => notAskedWords[reason])).size).toBe(notAskedReasons.length)
  })

  it('the total says how many go, what stays free and how well they fit', () => {
    expect(totalWords({ free: 40, placed: 37, places: 42, points: 37 * 812 })).toBe('40 个人里派上 37 个，42 个位子还空 5 个，平均合适度 812 分（满分 1000）')
    expect(totalWords({ free: 5, placed: 3, places: 3, points: 1_500 })).toBe('5 个人里派上 3 个，3 个位子全满，平均合适度 500 分（满分 1000）')
    expect(totalWords({ free: 5, placed: 0, places: 3, points: 0 })).toBe('5 个人、3 个位子，还没有派上一个人')
  })
})
