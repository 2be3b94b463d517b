import { describe, expect, test } from 'vitest'
import { consent } from './consent'
import type { EmployerRegistration, WorkerRegistration } from './register.contract'
import {
  checkBusinessName, checkConsent, checkEmployerRegistration, checkPersonName, checkPhone, checkTrades, checkWishedPay,
  checkWorkerRegistration,
} from './register.rules'
import { checkCharacterOf } from './resident-id'
import type { Checked } from './checked'

const now = Date.UTC(2026, 10, 22, 20, 30)
const messageOf = (checked: Checked<unknown>): string => (checked.ok ? '' : checked.message)

const worker: WorkerRegistration = {
  name: '王建国', idNumber: '34052419800101001x', phone: '+86 138-1234-5678', trades: ['4-02-05-01'],
  skillLevel: 'apprentice', wishedPayFen: 20_000, wishedPayUnit: 'day', consent: consent.version,
}
const business: EmployerRegistration = {
  kind: 'business', name: '洛阳顺达物流有限公司', licence: '91350100m000100y43', contactName: '李明', phone: '13912345678',
  consent: consent.version,
}
const household: EmployerRegistration = {
  kind: 'household', name: '李明', licence: '11010519491231002x', contactName: '', phone: '13912345678', consent: consent.version,
}

describe('names', () => {
  test.each([
    ['王建国', '王建国'],
    [' 王 国 ', '王国'],
    ['欧阳娜娜', '欧阳娜娜'],
    ['买买提.艾力', '买买提·艾力'],
    ['阿不都热依木•买买提明', '阿不都热依木·买买提明'],
    ['𠮷建𬎆', '𠮷建𬎆'],
    ['王〇', '王〇'],
    ['㛃䶮', '㛃䶮'],
    ['Anna  Smith', 'Anna Smith'],
    ["Siân O'Neill-Jones", "Siân O'Neill-Jones"],
  ])('%j is a name', (typed, name) => {
    expect(checkPersonName(typed)).toEqual({ ok: true, value: name })
  })

  test.each([
    ['', '请填姓名'],
    ['  ', '请填姓名'],
    ['王', '请填完整的姓名，姓和名都要'],
    ['王2', '姓名里不能有数字'],
    ['王<b>', '请填身份证上的姓名，不要有别的符号'],
    ['王😀', '请填身份证上的姓名，不要有别的符号'],
    ['买买提·', '请填身份证上的姓名，不要有别的符号'],
    ['买买提··艾力', '请填身份证上的姓名，不要有别的符号'],
    ['·艾力', '请填身份证上的姓名，不要有别的符号'],
    ['A', '请填完整的姓名'],
    ['国'.repeat(31), '姓名太长了，请对着身份证再看一遍'],
  ])('%j is answered with “%s”', (typed, message) => {
    expect(messageOf(checkPersonName(typed))).toBe(message)
  })

  test('a business has the name on its licence', () => {
    expect(checkBusinessName(' 洛阳市西工区 24 小时便利店（个体）')).toEqual({ ok: true, value: '洛阳市西工区 24 小时便利店（个体）' })
    expect(messageOf(checkBusinessName(' '))).toBe('请填营业执照上的名称')
    expect(messageOf(checkBusinessName('12345'))).toBe('请填营业执照上的名称')
    expect(messageOf(checkBusinessName('店'.repeat(61)))).toBe('名称请填 2 到 60 个字')
  })
})

describe('phones', () => {
  test.each(['13812345678', '138 1234 5678', '138-1234-5678', '+86 13812345678', '8613812345678', '008613812345678', '１３８１２３４５６７８'])(
    '%j is 13812345678', (typed) => {
      expect(checkPhone(typed)).toEqual({ ok: true, value: '13812345678' })
    })

  test.each([
    ['', '请填手机号'],
    ['138123456', '手机号是 11 位，现在填了 9 位'],
    ['12812345678', '手机号不对，请再看一遍'],
    ['0379-6123456', '手机号不对，请再看一遍'],
    ['138x2345678', '手机号只有数字'],
  ])('%j is answered with “%s”', (typed, message) => {
    expect(messageOf(checkPhone(typed))).toBe(message)
  })
})

describe('work wanted', () => {
  test.each([
    [2_000, 'day', true], [1_999, 'day', false], [300_000, 'day', true], [300_001, 'day', false],
    [500, 'hour', true], [499, 'hour', false], [50_000, 'hour', true], [50_001, 'hour', false],
    [0, 'day', false], [-20_000, 'day', false], [20_000.5, 'day', false], [Number.NaN, 'day', false],
  ] as const)('%d fen per %s: %s', (fen, unit, good) => {
    expect(checkWishedPay(fen, unit).ok).toBe(good)
  })

  test('two hundred typed as cents is asked about in yuan', () => {
    expect(messageOf(checkWishedPay(200, 'day'))).toBe('工钱请填一天 20 到 3,000 元之间')
    expect(messageOf(checkWishedPay(0, 'hour'))).toBe('请填想要的工钱')
  })

  test('at least one trade, each known, each once', () => {
    expect(checkTrades(['4-02-05-01', '6-29-01-01', '4-02-05-01'])).toEqual({ ok: true, value: ['4-02-05-01', '6-29-01-01'] })
    expect(messageOf(checkTrades([]))).toBe('请至少选一样您能干的活')
    expect(messageOf(checkTrades(['4-02-05-01', '9-99-99-99']))).toBe('有一样活现在选不了，请重新选一下')
  })

  test('consent is to the text that was shown', () => {
    expect(checkConsent(consent.version).ok).toBe(true)
    expect(messageOf(checkConsent(''))).toBe('请先看一遍说明，同意后再登记')
    expect(messageOf(checkConsent('2020-01'))).toBe('说明刚更新过，请再看一遍，同意后再登记')
  })
})

describe('a worker’s registration', () => {
  test('what was typed is kept in its plain form', () => {
    expect(checkWorkerRegistration(worker, now)).toEqual({
      problems: [],
      clean: { ...worker, idNumber: '34052419800101001X', phone: '13812345678', minor: false },
    })
  })

  test('everything that is wrong is said at once, each beside its field', () => {
    const { clean, problems } = checkWorkerRegistration(
      { ...worker, name: '', idNumber: '440524188001010014', phone: '1', trades: [], wishedPayFen: 0, consent: '' }, now)
    expect(clean).toBeNull()
    expect(problems.map((problem) => problem.field)).toEqual(['name', 'idNumber', 'phone', 'trades', 'wishedPayFen', 'consent'])
    expect(problems.every((problem) => problem.message.length > 3)).toBe(true)
  })

  test('sixteen and seventeen may work, marked as minors', () => {
    const bornIn2009 = '41030520091122002'
    const young = { ...worker, idNumber: bornIn2009 + checkCharacterOf(bornIn2009) }
    expect(checkWorkerRegistration(young, now).clean).toMatchObject({ minor: true })
  })
})

describe('an employer’s registration', () => {
  test('a business is known by its credit code, a household by the ID number of its adult', () => {
    expect(checkEmployerRegistration(business, now)).toEqual({
      problems: [],
      clean: {
        kind: 'business', name: '洛阳顺达物流有限公司', creditCode: '91350100M000100Y43', contactName: '李明', phone: '13912345678',
        consent: consent.version,
      },
    })
    expect(checkEmployerRegistration(household, now).clean).toMatchObject({ kind: 'household', idNumber: '11010519491231002X' })
  })

  test('a household’s contact is the person itself when none is given; a business names one', () => {
    expect(checkEmployerRegistration(household, now).clean).toMatchObject({ contactName: '李明' })
    expect(checkEmployerRegistration({ ...business, contactName: '' }, now).problems).toEqual([
      { field: 'contactName', message: '请填姓名' },
    ])
  })

  test('a household cannot register with a credit code, nor a business with an ID number', () => {
    expect(checkEmployerRegistration({ ...household, licence: business.licence }, now).problems).toEqual([
      { field: 'licence', message: '身份证号只有数字，最后一位可以是 X' },
    ])
    expect(checkEmployerRegistration({ ...business, licence: household.licence }, now).problems).toEqual([
      { field: 'licence', message: '信用代码有一位填错了，请对着营业执照再看一遍' },
    ])
  })

  test('everything that is wrong is said at once', () => {
    const { problems } = checkEmployerRegistration({ ...household, name: '', licence: '', phone: '', consent: '' }, now)
    expect(problems.map((problem) => problem.field)).toEqual(['name', 'licence', 'phone', 'consent'])
  })
})
