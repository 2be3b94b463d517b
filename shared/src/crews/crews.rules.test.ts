import { describe, expect, it } from 'vitest'
import { checkCrewName, mostInCrew, sizeWords, workOf } from './crews.rules'

describe('what a crew is called', () => {
  it.each([['老张班', '老张班'], ['  洛阳 钢筋一班 ', '洛阳 钢筋一班'], ['3 班', '3 班']])('%j is kept as %j', (typed, name) => {
    expect(checkCrewName(typed)).toEqual({ ok: true, value: name })
  })

  it.each([[''], ['   '], ['班'], ['一二三四五六七八九十一二三']])('%j is no name of 2 to 12 characters', (typed) => {
    expect(checkCrewName(typed).ok).toBe(false)
  })

  it.each([['找我13800138000'], ['138 0013 8000'], ['加微信@laozhang'], ['１３８００１３８０００'], ['http://x.cn']])('%j would reach somebody, and strangers see the name', (typed) => {
    expect(checkCrewName(typed)).toMatchObject({ ok: false, message: '名字里不要写电话、微信号或网址' })
  })
})

describe('how far a member is', () => {
  it('the leader learns the furthest step only, not what else was applied for', () => {
    expect(workOf([])).toBe('none')
    expect(workOf(['withdrawn', 'declined', 'cancelled'])).toBe('none')
    expect(workOf(['applied'])).toBe('applied')
    expect(workOf(['worker_signed', 'employer_signed'])).toBe('applied')
    expect(workOf(['applied', 'signed'])).toBe('signed')
    expect(workOf(['signed', 'arrived'])).toBe('arrived')
    expect(workOf(['settled', 'cancelled'])).toBe('arrived')
  })
})

it('a leader alone is no crew yet, and a full one says so', () => {
  expect(sizeWords(1)).toBe('只有班长一个人')
  expect(sizeWords(2)).toBe('一共 2 人')
  expect(sizeWords(mostInCrew)).toBe('满 50 人了')
})
