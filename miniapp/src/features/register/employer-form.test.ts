// @vitest-environment node
import { consent } from '@market/shared/register/consent'
import { expect, test } from 'vitest'
import { monday0440 } from '../../../test/stubs/samples'
import { emptyEmployerForm, employerFieldError, employerProblems, employerRegistration, type EmployerForm } from './employer-form'

const business: EmployerForm = {
  ...emptyEmployerForm, businessName: '洛阳宏运农贸有限公司', creditCode: '91350100M000100Y43', contactName: '李宏运', phone: '13900001234', consented: true,
}
const household: EmployerForm = { ...emptyEmployerForm, kind: 'household', ownName: '赵桂兰', idNumber: '11010519491231002X', phone: '13900001234', consented: true }

test('a business is registered by its licence, a household by its person, who is its own contact', () => {
  expect(employerRegistration(business)).toEqual({
    kind: 'business', name: '洛阳宏运农贸有限公司', licence: '91350100M000100Y43', contactName: '李宏运', phone: '13900001234', consent: consent.version,
  })
  expect(employerRegistration(household)).toMatchObject({ kind: 'household', name: '赵桂兰', licence: '11010519491231002X', contactName: '' })
  expect(employerProblems(business, monday0440)).toEqual([])
  expect(employerProblems(household, monday0440)).toEqual([])
})

test('an empty form says everything that is needed at once', () => {
  expect(employerProblems(emptyEmployerForm, monday0440).map(({ field }) => field)).toEqual(['name', 'licence', 'contactName', 'phone', 'consent'])
  expect(employerProblems({ ...emptyEmployerForm, kind: 'household' }, monday0440).map(({ field }) => field)).toEqual(['name', 'licence', 'phone', 'consent'])
})

test('a code is judged as what it is for this kind of employer', () => {
  expect(employerFieldError('licence', { ...business, creditCode: '91350100M000100Y4Z' }, monday0440)).toContain('信用代码')
  expect(employerFieldError('licence', { ...household, idNumber: '110105194912310021' }, monday0440)).toContain('身份证号有一位填错了')
})

test('choosing the other kind and coming back loses nothing', () => {
  const there: EmployerForm = { ...business, kind: 'household' }
  expect(employerRegistration({ ...there, kind: 'business' })).toEqual(employerRegistration(business))
})
