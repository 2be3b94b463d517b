import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCharacterOf, checkHouseholdIdNumber, checkResidentId, checkWorkerIdNumber } from './resident-id'

// 23 November 2026, 04:30 in the market.
const now = Date.UTC(2026, 10, 22, 20, 30)

const numberBornOn = (date: string, sequence = '002'): string => {
  const digits = `410305${date.replace(/-/g, '')}${sequence}`
  return digits + checkCharacterOf(digits)
}
const messageOf = (checked: ReturnType<typeof checkResidentId>): string => (checked.ok ? '' : checked.message)

describe('the number itself (GB 11643)', () => {
  test.each([
    ['11010519491231002X', '1949-12-31', 76],
    ['34052419800101001X', '1980-01-01', 46],
  ])('%s is good', (number, birthday, age) => {
    expect(checkResidentId(number, now)).toEqual({ ok: true, value: { number, birthday, age } })
  })

  test('a small x, spaces, dashes and full-width digits are forgiven', () => {
    for (const typed of ['11010519491231002x', ' 110105 19491231 002X ', '110105-19491231-002x', '１１０１０５１９４９１２３１００２Ｘ']) {
      expect(checkResidentId(typed, now)).toMatchObject({ ok: true, value: { number: '11010519491231002X' } })
    }
  })

  test('any one digit typed wrong is noticed', () => {
    const good = '11010519491231002X'
    fc.assert(fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
      const other = String((Number(good.charAt(place)) + step) % 10)
      const typed = good.slice(0, place) + other + good.slice(place + 1)
      expect(messageOf(checkResidentId(typed, now))).toBe('身份证号有一位填错了，请对着身份证再看一遍')
    }))
  })

  test('two neighbours swapped are noticed', () => {
    const good = numberBornOn('1983-07-26')
    for (let place = 0; place < 16; place += 1) {
      if (good.charAt(place) === good.charAt(place + 1)) continue
      const typed = good.slice(0, place) + good.charAt(place + 1) + good.charAt(place) + good.slice(place + 2)
      expect(checkResidentId(typed, now).ok).toBe(false)
    }
  })

  test.each([
    ['', '请填身份证号，也可以拍身份证'],
    ['130503670401001', '这是旧的 15 位号码，请填身份证上的 18 位号码'],
    ['1101051949123100', '身份证号是 18 位，现在填了 16 位'],
    ['11010519491231002Y', '身份证号只有数字，最后一位可以是 X'],
    ['1101051949123X0021', '身份证号只有数字，最后一位可以是 X'],
    ["1' or '1'='1", '身份证号只有数字，最后一位可以是 X'],
  ])('%j is answered with “%s”', (typed, message) => {
    expect(messageOf(checkResidentId(typed, now))).toBe(message)
  })
})

describe('the birthday in it', () => {
  const wrongBirthday = '身份证号里的出生日期不对，请对着身份证再看一遍'

  test.each([
    '1990-02-31', '1990-02-30', '1990-04-31', '1990-13-01', '1990-00-10', '1990-01-00', '1990-01-32',
    // 1900 was no leap year although it divides by four; 2000 was one although it divides by a hundred.
    '1900-02-29', '1999-02-29', '1880-01-01', '1899-12-31',
  ])('%s is refused', (date) => {
    expect(messageOf(checkResidentId(numberBornOn(date), now))).toBe(wrongBirthday)
  })

  test('the number of someone born in 1880 has a good check digit and is refused', () => {
    expect(checkCharacterOf('440524188001010014')).toBe('4')
    expect(messageOf(checkResidentId('440524188001010014', now))).toBe(wrongBirthday)
  })

  test.each(['2000-02-29', '1996-02-29', '1900-01-01', '1990-12-31'])('%s is good', (date) => {
    expect(checkResidentId(numberBornOn(date), now)).toMatchObject({ ok: true, value: { birthday: date } })
  })

  test('today in the market is good, tomorrow is refused, whatever day it is in Greenwich', () => {
    expect(checkResidentId(numberBornOn('2026-11-23'), now)).toMatchObject({ ok: true, value: { age: 0 } })
    expect(messageOf(checkResidentId(numberBornOn('2026-11-24'), now))).toBe(wrongBirthday)
  })
})

describe('the age that follows', () => {
  test('on the sixteenth birthday, and not a day before, a person may be introduced to work', () => {
    expect(checkWorkerIdNumber(numberBornOn('2010-11-23'), now)).toMatchObject({ ok: true, value: { age: 16 } })
    const dayTooYoung = checkWorkerIdNumber(numberBornOn('2010-11-24'), now)
    expect(messageOf(dayTooYoung)).toBe('未满 16 周岁，还不能登记找活，国家规定这样保护您。有难处请到服务台，我们一起想办法')
  })

  test('someone born on 29 February is a year older on 1 March', () => {
    const number = numberBornOn('2004-02-29')
    expect(checkResidentId(number, Date.UTC(2022, 1, 28, 4))).toMatchObject({ ok: true, value: { age: 17 } })
    expect(checkResidentId(number, Date.UTC(2022, 2, 1, 4))).toMatchObject({ ok: true, value: { age: 18 } })
  })

  test('a household that hires is represented by an adult', () => {
    expect(checkHouseholdIdNumber(numberBornOn('2008-11-23'), now)).toMatchObject({ ok: true, value: { age: 18 } })
    expect(messageOf(checkHouseholdIdNumber(numberBornOn('2008-11-24'), now))).toBe('招人要年满 18 周岁，请家里的大人来登记')
  })
})
