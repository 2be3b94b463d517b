import { expect, it } from 'vitest'
import { checkLicence, checkLicenceNumber, licenceAdvice, licenceCountsUntil, licensedUntil, type TypedLicence } from './work-licences.rules'

const now = Date.parse('2026-11-23T04:40:00+08:00')
const own = '11010519491231002X'
const typed = (changes: Partial<TypedLicence> = {}): TypedLicence => ({ kind: 'electrician_low', number: `T${own}`, validUntil: '2029-04-30', reviewBy: '', ...changes })
const facts = { pictured: true, idNumber: own, now }

it.each<[string, boolean]>([
  [`T${own}`, true], [`t ${own.toLowerCase()}`, true], [own, true], ['豫A042023000123', true],
  ['T34052419800101001X', false], ['', false], ['特种作业', false], ['123', false],
])('of the number %s is said: %s', (number, ok) => {
  expect(checkLicenceNumber(number, 'electrician_low', own).ok).toBe(ok)
})

it('the number of a paper that does not carry ID numbers is not compared with one', () => {
  expect(checkLicenceNumber('34052419800101001X', 'building_scaffolder', own).ok).toBe(true)
})

it('everything that is wrong is said at once', () => {
  const { problems } = checkLicence(typed({ number: '', validUntil: '2026-11-22', reviewBy: '2026-13-01' }), { ...facts, pictured: false })
  expect(problems.map(({ field }) => field)).toEqual(['picture', 'number', 'validUntil', 'reviewBy'])
})

it('days stay as printed; one may end today; a building licence is not looked at again in between', () => {
  expect(checkLicence(typed({ validUntil: '2026-11-23' }), facts).clean).toMatchObject({ validUntil: '2026-11-23', reviewBy: null })
  expect(checkLicence(typed({ kind: 'building_scaffolder', number: '豫A042023000123', reviewBy: '2020-01-01' }), facts).clean).toMatchObject({ reviewBy: null })
})

it('counts through the earlier of its last day and the day by which it must be looked at again', () => {
  expect(licenceCountsUntil({ validUntil: '2029-04-30', reviewBy: '2026-12-01' })).toBe(Date.parse('2026-12-02T00:00:00+08:00'))
  expect(licenceCountsUntil({ validUntil: '2026-11-30', reviewBy: '2026-12-01' })).toBe(Date.parse('2026-12-01T00:00:00+08:00'))
  expect(licenceCountsUntil({ validUntil: '2026-11-30', reviewBy: null })).toBe(Date.parse('2026-12-01T00:00:00+08:00'))
})

it('of several licences for a trade the one that lasts longest counts', () => {
  const until = licensedUntil([{ kind: 'electrician_low', countsUntil: 5 }, { kind: 'building_electrician', countsUntil: 9 }])
  expect([...until]).toEqual([['6-31-01-03', 9]])
})

it('what is needed is said with who issues it and how it is had', () => {
  expect(licenceAdvice('6-29-01-05').map(({ message }) => message).join()).toMatch(/建筑架子工.*住房城乡建设部门.*高处作业.*应急管理部门/)
  expect(licenceAdvice('4-02-05-01')).toEqual([])
})
