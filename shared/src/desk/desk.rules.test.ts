import { describe, expect, it } from 'vitest'
import type { DeskRegistration } from './desk.contract'
import { checkDeskRegistration, checkShownCard, judgeBinding } from './desk.rules'
import { oralConsent } from './oral-consent'

const now = Date.parse('2026-11-23T04:40:00+08:00')
const wang: DeskRegistration = {
  name: ' 王建国 ', idNumber: '11010519491231002x', phone: '', trades: ['4-02-05-01', '4-02-05-01'],
  wishedPayFen: 20_000, wishedPayUnit: 'day', compared: true, consent: oralConsent.version,
}
const fieldsOf = (input: Partial<DeskRegistration>): string[] => checkDeskRegistration({ ...wang, ...input }, now).problems.map(({ field }) => field)

describe('registering at the desk', () => {
  it('a person without a phone is registered by name, number, trades and wish', () => {
    expect(checkDeskRegistration(wang, now)).toEqual({
      clean: {
        name: '王建国', idNumber: '11010519491231002X', phone: null, trades: ['4-02-05-01'],
        wishedPayFen: 20_000, wishedPayUnit: 'day', consent: oralConsent.version,
      },
      problems: [],
    })
  })

  it('a phone of the family is taken when there is one, and judged like any other', () => {
    expect(checkDeskRegistration({ ...wang, phone: '138 0013 8000' }, now).clean?.phone).toBe('13800138000')
    expect(fieldsOf({ phone: '1380013' })).toEqual(['phone'])
  })

  it('everything that is wrong is said at once, in the order of the form', () => {
    expect(fieldsOf({ name: '', idNumber: '1', compared: false, trades: [], wishedPayFen: 1, phone: '12', consent: '' }))
      .toEqual(['name', 'idNumber', 'compared', 'trades', 'wishedPayFen', 'phone', 'consent'])
  })

  it.each([
    ['a wrong check digit', '110105194912310021'],
    ['a 31 February', '110105199002310019'],
    ['somebody of 15', '41030320110601001X'],
    ['somebody born in 1880', '440524188001010014'],
  ])('%s is not registered', (_what, idNumber) => {
    expect(fieldsOf({ idNumber })).toEqual(['idNumber'])
  })

  it('staff have to compare the face and to read the text of today', () => {
    expect(fieldsOf({ compared: false })).toEqual(['compared'])
    expect(fieldsOf({ consent: '2020-01' })).toEqual(['consent'])
  })

  it('a card that is looked up is judged with the path of its fields', () => {
    expect(checkShownCard({ name: '王建国', idNumber: '11010519491231002X' }, now).clean).toEqual({ name: '王建国', idNumber: '11010519491231002X' })
    expect(checkShownCard({ name: '', idNumber: '' }, now).problems.map(({ field }) => field)).toEqual(['shown.name', 'shown.idNumber'])
  })
})

describe('coming back with a phone', () => {
  const account = { personId: 'desk', hasWechat: false }
  const phone = { personId: 'phone', isBare: true }

  it('a WeChat on which nothing hangs yet opens the account from the desk', () => {
    expect(judgeBinding({ account, phone })).toBeNull()
  })

  it('an account that a WeChat opens already is not given to another', () => {
    expect(judgeBinding({ account: { ...account, hasWechat: true }, phone })).toBe('wechat_already_bound')
    expect(judgeBinding({ account: { personId: 'same', hasWechat: true }, phone: { personId: 'same', isBare: false } })).toBe('wechat_already_bound')
  })

  it('a WeChat that is somebody already is not turned into somebody else', () => {
    expect(judgeBinding({ account, phone: { ...phone, isBare: false } })).toBe('wechat_in_use')
  })
})
