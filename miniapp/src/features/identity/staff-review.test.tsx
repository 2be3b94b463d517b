import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { flaws, flawsOf } from '@market/shared/identity/flaws'
import { answers, revealPurposes, type Verification } from '@market/shared/identity/identity.contract'
import { hour, minute } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import phone from '../../../test/stubs/taro'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import StaffIdentityPage from '../../staff/identity/index'
import StaffLicencesPage from '../../staff/licences/index'
import { answerWords, flawChoices, purposes } from './staff-review.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

/** All that this phone keeps. */
const everythingKept = (): string => JSON.stringify(phone.getStorageInfoSync().keys.map((key) => phone.getStorageSync(key)))

const now = Date.now()
const staff = {
  ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' },
  grants: [{ role: 'staff' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const verification = (changes: Partial<Verification> = {}): Verification => ({
  id: 'verification-1', of: 'employer', looked: 'business', state: 'pending', caseId: 'case-0001', marketName: '洛阳市零工市场', submittedAt: now, dueAt: now + 3 * hour,
  decidedAt: null, mayDecide: true, owner: { nameMasked: '刘*芳', mine: true }, nameMasked: '李*',
  employer: {
    name: '洛阳宏运农贸有限公司', creditCode: '91350100M000100Y43', legalRepresentativeMasked: '李*',
    papers: [{ kind: 'business_licence', number: '91350100M000100Y43', validFrom: '2020-03-01', validUntil: null, standing: 'valid' }],
  },
  licence: null, answer: 'mismatch', documents: [{ id: 'document-1', kind: 'business_licence', at: now, gone: false }], flaws: [], note: null, revealedUntil: null, ...changes,
})
const path = '/api/verifications/verification-1'
const looked = {
  [`POST ${path}/reveal`]: { until: now + 10 * minute },
  [`GET ${path}/revealed`]: { name: '李明', idNumber: '11010519491231002X', legalRepresentative: '李宏运', licenceNumber: null },
  [`GET ${path}/documents/document-1`]: { kind: 'business_licence', mime: 'image/jpeg', base64: 'AAAA' },
}

const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent}`)
  return found
}

beforeEach(() => {
  freshPhone({ subjectId: 'verification-1', caseId: 'case-0001' })
  signedInAs(staff)
})

it('nothing is seen and nothing can be decided before a reason was given', async () => {
  const asked = answerWith({ [`GET ${path}`]: verification(), ...looked })
  render(<StaffIdentityPage />)
  await waitFor(() => at('review-reveal'))
  expect(document.body.textContent).not.toContain('李宏运')
  expect(document.getElementById('accept')).toBeNull()
  expect(at('review-answer').textContent).toContain('有对不上的')

  fireEvent.click(at('purpose-question'))
  fireEvent.click(at('reveal'))
  await waitFor(() => at('picture-document-1'))
  expect(asked.find(({ call }) => call.endsWith('/reveal'))?.body).toEqual({ purpose: 'question' })
  expect(document.body.textContent).toContain('李宏运')
  // In clear on the screen, and nowhere on the phone.
  expect(everythingKept()).not.toMatch(/李宏运|AAAA/)
})

it('accepting ends the page with the way to the next', async () => {
  let state: Verification['state'] = 'pending'
  const asked = answerWith({
    [`GET ${path}`]: () => verification({ state, mayDecide: state === 'pending', decidedAt: state === 'pending' ? null : now }), ...looked,
    [`POST ${path}/accept`]: () => {
      state = 'passed'
      return verification({ state, mayDecide: false, decidedAt: now })
    },
  })
  render(<StaffIdentityPage />)
  await waitFor(() => at('reveal'))
  fireEvent.click(at('reveal'))
  await waitFor(() => at('accept'))
  fireEvent.click(at('accept'))
  await screen.findByText('已通过')
  expect(asked.some(({ call }) => call === `POST ${path}/accept`)).toBe(true)
  expect(document.getElementById('picture-document-1')).toBeNull()
  fireEvent.click(at('to-queue'))
  expect(navigation.went).toEqual([['startAt', '/staff/queue/index']])
})

it('sending back names everything at once; “别的” wants a word', async () => {
  const asked = answerWith({ [`GET ${path}`]: verification(), ...looked, [`POST ${path}/refuse`]: verification({ state: 'refused', mayDecide: false, decidedAt: now, flaws: ['business_licence_unclear', 'other'], note: '公章' }) })
  render(<StaffIdentityPage />)
  await waitFor(() => at('reveal'))
  fireEvent.click(at('reveal'))
  await waitFor(() => at('open-refuse'))
  fireEvent.click(at('open-refuse'))
  expect(at('refuse').className).toContain('ui-button-off')
  fireEvent.click(at('flaw-business_licence_unclear'))
  fireEvent.click(at('flaw-other'))
  expect(at('refuse').className).toContain('ui-button-off')
  expect(at('refuse-note-error').textContent).toContain('请写明')
  fireEvent.change(at('refuse-note'), { target: { value: '公章没拍到' } })
  fireEvent.click(at('refuse'))
  await waitFor(() => expect(asked.find(({ call }) => call.endsWith('/refuse'))?.body).toEqual({ flaws: ['business_licence_unclear', 'other'], note: '公章没拍到' }))
})

it('one’s own and a colleague’s can be neither looked at nor decided', async () => {
  answerWith({ [`GET ${path}`]: verification({ mayDecide: false, owner: { nameMasked: '周*东', mine: false } }) })
  render(<StaffIdentityPage />)
  await screen.findByText('周*东在办')
  expect(document.getElementById('review-reveal')).toBeNull()
})

it('a refusal of the server is said', async () => {
  answerWith({ [`GET ${path}`]: verification(), [`POST ${path}/reveal`]: new Refusal('quota_used') })
  render(<StaffIdentityPage />)
  await waitFor(() => at('reveal'))
  fireEvent.click(at('reveal'))
  await waitFor(() => at('review-problem'))
})

it('every answer, reason and flaw has its words', () => {
  expect(answers.filter((answer) => !answerWords[answer].words)).toEqual([])
  expect(purposes.map(({ value }) => value)).toEqual([...revealPurposes])
  expect(flawChoices(verification({ looked: 'agency' })).map(({ value }) => value)).toEqual([...flawsOf('agency')])
  expect(flawChoices(verification({ looked: 'person' })).every(({ value, label }) => flaws.includes(value) && label.length > 2)).toBe(true)
})

it('papers that end first stand at the top, with how many are over', async () => {
  answerWith({
    'GET /api/licences': {
      licences: [{ id: 'licence-1', employerName: '洛阳众诚人力资源有限公司', employerKind: 'agency', legalRepresentativeMasked: '李*', marketName: '洛阳市零工市场', paper: { kind: 'hr_permit', number: '豫人服证字0001313号', validFrom: '2021-01-01', validUntil: '2026-11-01', standing: 'over' } }],
      endingSoon: 2, over: 1,
    },
  })
  render(<StaffLicencesPage />)
  await screen.findByText('1 个证过期了')
  expect(at('licence-licence-1').textContent).toContain('2021年1月1日起，到 2026年11月1日')
})
