import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonBytes, phrases, textBytes } from './json-bytes'

const part = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('您登记过装卸搬运', '引号 " 和 \\'), fc.nat(999_999_999))

describe('a reply put together from bytes', () => {
  it('is what was put, and no later one changes it', () => {
    fc.assert(fc.property(fc.array(fc.array(part, { maxLength: 30 }), { minLength: 1, maxLength: 40 }), (replies) => {
      const made = replies.map((parts) => {
        const text = new JsonBytes(20_000)
        for (const one of parts) {
          if (typeof one === 'number') text.number(one)
          else text.put(textBytes(one))
        }
        return text.done()
      })
      expect(made.map((bytes) => bytes.toString())).toEqual(replies.map((parts) => parts.map((one) => JSON.stringify(one)).join('')))
    }))
  })

  it('numbers have all their digits', () => {
    const text = new JsonBytes(100)
    for (const number of [0, 9, 10, 99, 100, 1_000, 999_999_999]) text.number(number)
    expect(text.done().toString()).toBe('09109910010009' + '99999999')
  })

  it('what is longer than was said is refused, and not cut off', () => {
    const text = new JsonBytes(200_000)
    expect(() => {
      for (let times = 0; times < 200_001; times += 1) text.number(1)
    }).toThrow(RangeError)
    expect(() => {
      for (let times = 0; times < 200_001; times += 1) text.put(Buffer.from('1'))
    }).toThrow(RangeError)
  })

  it('a phrase is made once for each number, and is what was said of it', () => {
    let made = 0
    const bytes = phrases((number) => `第 ${number} "个"${(made += 1) > 0 ? '' : ' '}`)
    for (const number of [3, 700_000, 3, -1, 700_000]) expect(JSON.parse(bytes(number).toString())).toBe(`第 ${number} "个"`)
    expect(made).toBe(3)
  })
})
