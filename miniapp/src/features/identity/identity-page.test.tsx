import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { MyIdentity } from '@market/shared/identity/identity.contract'
import { consent } from '@market/shared/register/consent'
import { day, hour } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import phone from '../../../test/stubs/taro'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { checkIn, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import IdentityPage from '../../pages/identity/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

/** All that this phone keeps. */
const everythingKept = (): string => JSON.stringify(phone.getStorageInfoSync().keys.map((key) => phone.getStorageSync(key)))
vi.mock('../../platform/picture', () => ({ getPhoto: () => Promise.resolve({ got: 'photo', photo: { base64: 'x'.repeat(200), preview: 'data:,' } }), takePhoto: () => Promise.resolve(null) }))

const now = Date.now()
const markets = { markets: [{ market: { id: 'market-0001', name: '洛阳市零工市场' }, distanceMetres: null }, { market: { id: 'market-0002', name: '涧西区零工市场' }, distanceMetres: null }] }
const elsewhere = { 'GET /api/check-ins/current': { checkIn }, 'GET /api/markets': markets }
const identity = (person: Partial<MyIdentity['person']> = {}, changes: Partial<MyIdentity> = {}): MyIdentity => ({
  person: { standing: 'none', until: null, waiting: null, refused: null, nameMasked: '王*国', idNumberMasked: '410***********0012', ...person },
  employer: null, pictures: [], faceCheck: false, mayPost: false, maySign: false, ...changes,
})
const valid = identity({ standing: 'valid', until: now + 100 * day }, { maySign: true })
const employer = (changes: Partial<NonNullable<MyIdentity['employer']>> = {}): NonNullable<MyIdentity['employer']> => ({
  standing: 'none', until: null, waiting: null, refused: null, kind: 'business', name: '洛阳宏运农贸有限公司', creditCode: '91350100M000100Y43', papers: [], legalRepresentative: null, ...changes,
})

const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent}`)
  return found
}
const type = (id: string, value: string): void => void fireEvent.change(at(id), { target: { value } })

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
})

it('who is verified sees until when, and nothing to do', async () => {
  answerWith({ ...elsewhere, 'GET /api/my-identity': valid })
  render(<IdentityPage />)
  await waitFor(() => expect(at('identity-state').textContent).toMatch(/已实名有效到 .*全省的市场都认/))
  expect(at('own-identity').textContent).toContain('410***********0012')
  for (const id of ['check-identity', 'show-card', 'face-check']) expect(document.getElementById(id)).toBeNull()
})

it('one tap checks what the account holds, and the page says that it fits', async () => {
  let checked = false
  const asked = answerWith({
    ...elsewhere,
    'GET /api/my-identity': () => (checked ? valid : identity()),
    'POST /api/my-identity/checks': () => {
      checked = true
      return { answer: 'match', identity: valid }
    },
  })
  render(<IdentityPage />)
  await waitFor(() => at('check-identity'))
  fireEvent.click(at('check-identity'))
  await waitFor(() => expect(at('identity-answer').textContent).toContain('对得上'))
  expect(asked.find(({ call }) => call.startsWith('POST'))?.body).toEqual({ name: '', idNumber: '', consent: '' })
})

it('where the machine cannot tell, the two ways on are offered', async () => {
  answerWith({ ...elsewhere, 'GET /api/my-identity': identity(), 'POST /api/my-identity/checks': { answer: 'no_record', identity: identity() } })
  render(<IdentityPage />)
  await waitFor(() => at('check-identity'))
  fireEvent.click(at('check-identity'))
  await waitFor(() => expect(at('identity-answer').textContent).toMatch(/不是您的错.*服务台/))
  at('show-card')
})

it('name and number that do not fit are said beside them', async () => {
  answerWith({ ...elsewhere, 'GET /api/my-identity': identity(), 'POST /api/my-identity/checks': new Refusal('invalid_fields', [{ field: 'idNumber', message: '姓名和身份证号对不上' }]) })
  render(<IdentityPage />)
  await waitFor(() => at('check-identity'))
  fireEvent.click(at('check-identity'))
  await waitFor(() => expect(at('identity-mismatch').textContent).toContain('对不上'))
})

it('the contact of a business gives name, number and consent', async () => {
  const unbound = identity({ nameMasked: '李*', idNumberMasked: null }, { employer: employer() })
  const asked = answerWith({ ...elsewhere, 'GET /api/my-identity': unbound, 'POST /api/my-identity/checks': { answer: 'match', identity: valid } })
  render(<IdentityPage />)
  await waitFor(() => at('give-number'))
  type('name', '李明')
  type('id-number', '11010519491231002X')
  fireEvent.click(at('consent'))
  fireEvent.click(at('check-typed'))
  await waitFor(() => expect(asked.find(({ call }) => call.startsWith('POST'))?.body).toEqual({ name: '李明', idNumber: '11010519491231002X', consent: consent.version }))
})

it('the card is photographed and given to the staff of the market one chooses', async () => {
  const asked = answerWith({
    ...elsewhere, 'GET /api/my-identity': identity(), 'POST /api/my-identity/documents': { kind: 'id_card', at: now }, 'POST /api/my-identity/reviews': identity(),
  })
  render(<IdentityPage />)
  await waitFor(() => at('show-card'))
  expect(at('ask-review').className).toContain('ui-button-off')
  fireEvent.click(at('id-card'))
  await waitFor(() => expect(at('ask-review').className).not.toContain('ui-button-off'))
  fireEvent.click(at('ask-review'))
  await waitFor(() => expect(asked.filter(({ call }) => call.startsWith('POST')).map(({ call }) => call)).toEqual(['POST /api/my-identity/documents', 'POST /api/my-identity/reviews']))
  expect(asked.at(-1)?.call.startsWith('POST') || asked.some(({ body }) => (body as { marketId?: string } | null)?.marketId === 'market-0001')).toBe(true)
  // Nothing of the picture stays on the phone.
  expect(everythingKept()).not.toContain('x'.repeat(100))
})

it('where the phone cannot know which market is meant, one is asked for', async () => {
  const asked = answerWith({ ...elsewhere, 'GET /api/check-ins/current': { checkIn: null }, 'GET /api/my-identity': identity({}, { pictures: [{ kind: 'id_card', at: now }] }), 'POST /api/my-identity/reviews': identity() })
  render(<IdentityPage />)
  await waitFor(() => at('ask-review'))
  fireEvent.click(at('ask-review'))
  expect(at('review-market-error').textContent).toContain('请选一个市场')
  at('nearest-market')
  expect(asked.some(({ call }) => call.startsWith('POST'))).toBe(false)
})

it('while staff look there is a clock, an owner, and nothing to press', async () => {
  answerWith({ ...elsewhere, 'GET /api/my-identity': identity({ waiting: { since: now, dueAt: now + 3 * hour, ownerMasked: '赵*' } }) })
  render(<IdentityPage />)
  await screen.findByText('赵*正在看')
  expect(document.getElementById('show-card')).toBeNull()
  expect(document.body.textContent).toMatch(/还剩 [23] 小时/)
})

it('what is to be mended is said all at once, with what staff wrote', async () => {
  const refused = { at: now, flaws: ['id_card_unclear', 'other'] as const, note: '请把反光避开' }
  answerWith({ ...elsewhere, 'GET /api/my-identity': identity({ refused: { ...refused, flaws: [...refused.flaws] } }) })
  render(<IdentityPage />)
  await waitFor(() => at('person-mend'))
  expect(at('person-mend').textContent).toContain('身份证看不清，请在亮的地方重新拍一张')
  expect(at('person-mend').textContent).toContain('请把反光避开')
})

it('an employer is led to their papers, a household is not', async () => {
  answerWith({ ...elsewhere, 'GET /api/my-identity': { ...valid, employer: employer() } })
  render(<IdentityPage />)
  await waitFor(() => at('to-papers'))
  fireEvent.click(at('to-papers'))
  expect(navigation.went).toEqual([['open', '/employer/papers/index']])
})

it('a face is offered only where it is allowed, folded, and beside the card', async () => {
  answerWith({ ...elsewhere, 'GET /api/my-identity': identity({}, { faceCheck: true }) })
  render(<IdentityPage />)
  await waitFor(() => at('face-check'))
  expect(document.getElementById('face-photo')).toBeNull()
  at('show-card')
})
