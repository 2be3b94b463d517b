import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gateNameProblems, keptGateName, posterFileName } from './gates.rules'

describe('the name of a gate', () => {
  it.each(['东门', '3 号门', '大厅（北）', 'A区', '喆堃门', '  西门 '])('may be %s', (name) => {
    expect(gateNameProblems(name)).toEqual([])
  })

  it.each([
    ['nothing', ''], ['spaces', '   '], ['thirteen characters', '一二三四五六七八九十一二三'], ['emoji', '东门🎉'], ['a tag', '<b>东门</b>'], ['a line of code', '东门\u202e'], ['a dot', '.东门'],
  ])('may not be %s, and its problem stands beside the field', (_what, name) => {
    const [problem, ...more] = gateNameProblems(name)
    expect(more).toEqual([])
    expect(problem?.field).toBe('name')
    expect(problem?.message).toMatch(/[一-龥]/)
  })

  it('is kept without needless spaces', () => {
    expect(keptGateName(' 3  号门\n')).toBe('3 号门')
  })
})

describe('a poster’s file', () => {
  it('is named after market, gate and size', () => {
    expect(posterFileName({ marketName: '洛阳市零工市场', gateName: '3 号门', size: 'A3' })).toBe('洛阳市零工市场-3_号门-A3.pdf')
  })

  it('never leaves its folder, whatever the names', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (marketName, gateName) => {
      expect(posterFileName({ marketName, gateName, size: 'A4' })).not.toMatch(/[\\/:*?"<>|\p{Cc}]/u)
    }))
  })
})
