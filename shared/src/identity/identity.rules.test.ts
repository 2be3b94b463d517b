import { describe, expect, test } from 'vitest'
import { employerKinds } from '../words/lists'
import { documentOf, flaws, flawsOf, flawWords } from './flaws'
import { checkFirstDay, checkLastDay, checkPermitNumber, checkSubmission, documentsNeeded, papersNeeded, showsPapers, type DocumentKind, type Submission } from './identity.rules'

const now = Date.parse('2026-11-23T04:40:00+08:00')
const creditCode = '91350100M000100Y43'
const licence = { kind: 'business_licence', number: '', validFrom: '2020-03-01', validUntil: '' } as const
const permit = { kind: 'hr_permit', number: '豫人服证字〔2023〕第0300001313号', validFrom: '2023-05-01', validUntil: '2028-04-30' } as const
const certificate = { kind: 'registration', number: '', validFrom: '2022-01-01', validUntil: '2027-01-01' } as const

const check = (kind: Parameters<typeof checkSubmission>[0], submission: Partial<Submission>, pictured: readonly DocumentKind[] = documentsNeeded(kind)) =>
  checkSubmission(kind, { legalRepresentative: '', papers: [], ...submission }, { pictured, creditCode, now })
const fieldsOf = (...args: Parameters<typeof check>): string[] => check(...args).problems.map(({ field }) => field)

describe('what each kind of employer shows', () => {
  test('a business its licence, an agency its permit too, an organisation its certificate, a household nothing more than who they are', () => {
    expect(papersNeeded('business')).toEqual(['business_licence'])
    expect(papersNeeded('agency')).toEqual(['business_licence', 'hr_permit'])
    expect(papersNeeded('organisation')).toEqual(['registration'])
    expect(employerKinds.filter(showsPapers)).toEqual(['business', 'agency', 'organisation'])
    expect(documentsNeeded('person')).toEqual(['id_card'])
  })

  test('a business names no representative and may', () => {
    expect(check('business', { papers: [licence] })).toEqual({
      problems: [], clean: { legalRepresentative: null, papers: [{ kind: 'business_licence', number: creditCode, validFrom: '2020-03-01', validUntil: null }] },
    })
    expect(check('business', { papers: [licence], legalRepresentative: ' 李 明 ' }).clean?.legalRepresentative).toBe('李明')
    expect(fieldsOf('business', { papers: [licence], legalRepresentative: '李' })).toEqual(['legalRepresentative'])
  })

  test('an agency names its permit, its days and who answers for it', () => {
    expect(check('agency', { papers: [licence, permit], legalRepresentative: '李明' }).clean).toEqual({
      legalRepresentative: '李明',
      papers: [
        { kind: 'business_licence', number: creditCode, validFrom: '2020-03-01', validUntil: null },
        { kind: 'hr_permit', number: '豫人服证字〔2023〕第0300001313号', validFrom: '2023-05-01', validUntil: '2028-04-30' },
      ],
    })
  })

  test('a paper that is not asked for is not kept, and a number of ours is not taken from the form', () => {
    const { clean } = check('organisation', { papers: [{ ...certificate, number: 'forged' }, licence], legalRepresentative: '李明' })
    expect(clean?.papers).toEqual([{ kind: 'registration', number: creditCode, validFrom: '2022-01-01', validUntil: '2027-01-01' }])
  })
})

describe('everything that is missing is said at once', () => {
  test('to an agency that sent nothing', () => {
    expect(check('agency', {}, []).problems).toEqual([
      { field: 'legalRepresentative', message: '请填法定代表人姓名' },
      { field: 'business_licence.picture', message: '请拍营业执照' },
      { field: 'business_licence.validFrom', message: '请填证上的开始日期' },
      { field: 'hr_permit.picture', message: '请拍人力资源服务许可证' },
      { field: 'hr_permit.number', message: '请填许可证上的编号' },
      { field: 'hr_permit.validFrom', message: '请填证上的开始日期' },
    ])
  })

  test('to an organisation that sent a certificate which is over', () => {
    expect(check('organisation', { papers: [{ ...certificate, validUntil: '2026-11-22' }] }, []).problems.map(({ field }) => field)).toEqual([
      'legalRepresentative', 'registration.picture', 'registration.validUntil',
    ])
  })
})

describe('days on a paper', () => {
  test.each(['', '2020', '2020-13-01', '2023-02-29', '2020-02-30', '20200101', '2026-11-24', '0000-00-00', '2020-1-1'])('%j is no first day', (typed) => {
    expect(checkFirstDay(typed, now).ok).toBe(false)
  })

  test('the first may be today, the last too', () => {
    expect(checkFirstDay('2026-11-23', now)).toEqual({ ok: true, value: '2026-11-23' })
    expect(checkLastDay('2026-11-23', '2026-11-23', now)).toEqual({ ok: true, value: '2026-11-23' })
  })

  test.each([['2026-11-22', '2020-01-01'], ['2030-01-01', '2031-01-01'], ['2027-02-29', '2020-01-01'], ['长期', '2020-01-01']])('%j after %j is no last day', (typed, first) => {
    expect(checkLastDay(typed, first, now).ok).toBe(false)
  })

  test('no last day is a paper without an end', () => {
    expect(checkLastDay('', '2020-01-01', now)).toEqual({ ok: true, value: null })
  })
})

test.each(['', '许可证', '12345', 'x'.repeat(41), '1'.repeat(41)])('%j is no number of a permit', (typed) => {
  expect(checkPermitNumber(typed).ok).toBe(false)
})

describe('what staff find wrong', () => {
  test('each flaw has words to tick and words that say what to do', () => {
    for (const flaw of flaws) {
      const { tick, mend } = flawWords(flaw)
      expect(tick.length).toBeGreaterThan(2)
      expect(mend).toMatch(/请/)
    }
  })

  test('only what can apply is offered, and it all comes from the list', () => {
    expect(flawsOf('person')).toContain('id_card_unclear')
    expect(flawsOf('person')).not.toContain('business_licence_unclear')
    expect(flawsOf('agency')).toEqual(expect.arrayContaining(['hr_permit_incomplete', 'representative_differs']))
    expect(flawsOf('business')).not.toContain('representative_differs')
    for (const looked of ['person', ...employerKinds] as const) for (const flaw of flawsOf(looked)) expect(flaws).toContain(flaw)
  })

  test('a bad picture names the document to take again', () => {
    expect(documentOf('hr_permit_unclear')).toBe('hr_permit')
    expect(documentOf('id_card_wrong_paper')).toBe('id_card')
    expect(documentOf('name_differs')).toBeNull()
  })
})
