import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { MyIdentity } from '@market/shared/identity/identity.contract'
import { day, hour } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { checkIn, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import EmployerPapersPage from '../../employer/papers/index'
import { papersProblems, startOf } from './employer-papers-form'
import { missingForPosting } from './verify-first'

vi.mock('../../platform/navigation', () => fakeNavigation)
vi.mock('../../platform/picture', () => ({ getPhoto: () => Promise.resolve({ got: 'photo', photo: { base64: 'x'.repeat(200), preview: 'data:,' } }), takePhoto: () => Promise.resolve(null) }))

const now = Date.now()
type Employer = NonNullable<MyIdentity['employer']>
const licence = { kind: 'business_licence', number: '91350100M000100Y43', validFrom: '2020-03-01', validUntil: null, standing: 'valid' } as const
const employer = (changes: Partial<Employer> = {}): Employer => ({
  standing: 'none', until: null, waiting: null, refused: null, kind: 'agency', name: '洛阳众诚人力资源有限公司', creditCode: '91350100M000100Y43', papers: [], legalRepresentative: null, ...changes,
})
const identity = (own: Employer, changes: Partial<MyIdentity> = {}): MyIdentity => ({
  person: { standing: 'valid', until: now + 100 * day, waiting: null, refused: null, nameMasked: '李*', idNumberMasked: '410***********0012' },
  employer: own, pictures: [], faceCheck: false, mayPost: false, maySign: true, ...changes,
})
const elsewhere = { 'GET /api/check-ins/current': { checkIn }, 'GET /api/markets': { markets: [{ market: { id: 'market-0001', name: '洛阳市零工市场' }, distanceMetres: null }] } }

const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent}`)
  return found
}
const wrong = (id: string): string | undefined => document.getElementById(`${id}-error`)?.textContent ?? undefined

beforeEach(() => {
  freshPhone()
  signedInAs({ ...worker, roles: ['employer'], employer: { kind: 'agency', name: '洛阳众诚人力资源有限公司', verifiedUntil: null } })
})

it('an agency is told everything that is missing at once, before anything is sent', async () => {
  const asked = answerWith({ ...elsewhere, 'GET /api/my-identity': identity(employer()) })
  render(<EmployerPapersPage />)
  await waitFor(() => at('submit-papers'))
  fireEvent.click(at('submit-papers'))
  for (const id of ['business_licence-picture', 'business_licence-validFrom', 'business_licence-until', 'hr_permit-picture', 'hr_permit-number', 'hr_permit-validFrom', 'hr_permit-until', 'legalRepresentative']) {
    expect(wrong(id), id).toBeDefined()
  }
  expect(at('papers-wrong').textContent).toContain('还有 8 处')
  expect(asked.some(({ call }) => call.startsWith('POST'))).toBe(false)
})

it('a business sends its licence, picture first, and then sees the clock', async () => {
  let sent = false
  const waiting = employer({ kind: 'business', papers: [licence], waiting: { since: now, dueAt: now + 4 * hour, ownerMasked: null } })
  const asked = answerWith({
    ...elsewhere,
    'GET /api/my-identity': () => identity(sent ? waiting : employer({ kind: 'business', papers: [licence] })),
    'POST /api/my-identity/documents': { kind: 'business_licence', at: now },
    'POST /api/my-identity/papers': () => {
      sent = true
      return identity(waiting)
    },
  })
  render(<EmployerPapersPage />)
  await waitFor(() => at('submit-papers'))
  fireEvent.click(at('business_licence-picture'))
  await waitFor(() => expect(document.getElementById('business_licence-picture-again')).not.toBeNull())
  fireEvent.click(at('submit-papers'))
  await screen.findByText('已经交上，等工作人员看')
  const posts = asked.filter(({ call }) => call.startsWith('POST'))
  expect(posts.map(({ call }) => call)).toEqual(['POST /api/my-identity/documents', 'POST /api/my-identity/papers'])
  expect(posts[1]?.body).toEqual({ marketId: 'market-0001', legalRepresentative: '', papers: [{ kind: 'business_licence', number: '91350100M000100Y43', validFrom: '2020-03-01', validUntil: '' }] })
  expect(at('paper-business_licence').textContent).toContain('2020年3月1日起，长期')
})

it('a picture that cannot be read is said, and the form stays as it was', async () => {
  answerWith({
    ...elsewhere, 'GET /api/my-identity': identity(employer({ kind: 'business', papers: [licence] })),
    'POST /api/my-identity/documents': new Refusal('invalid_fields', [{ field: 'imageBase64', message: '照片太小，看不清字，请重新拍一张' }]),
  })
  render(<EmployerPapersPage />)
  await waitFor(() => at('submit-papers'))
  fireEvent.click(at('business_licence-picture'))
  await waitFor(() => expect(document.getElementById('business_licence-picture-again')).not.toBeNull())
  fireEvent.click(at('submit-papers'))
  await waitFor(() => expect(wrong('business_licence-picture')).toContain('照片太小'))
})

it('after a refusal what was right is there again, and what is to be mended stands above', async () => {
  const own = employer({ papers: [licence, { kind: 'hr_permit', number: '豫人服证字0001313号', validFrom: '2023-05-01', validUntil: '2028-04-30', standing: 'valid' }], legalRepresentative: '李明', refused: { at: now, flaws: ['hr_permit_unclear'], note: null } })
  answerWith({ ...elsewhere, 'GET /api/my-identity': identity(own, { pictures: [{ kind: 'business_licence', at: now }] }) })
  render(<EmployerPapersPage />)
  await waitFor(() => at('papers-mend'))
  expect(screen.getByDisplayValue('豫人服证字0001313号')).toBeDefined()
  expect(screen.getByDisplayValue('李明')).toBeDefined()
  expect(document.body.textContent).toContain('已经有一张，不用再拍')
  fireEvent.click(at('submit-papers'))
  expect(wrong('hr_permit-picture')).toContain('请拍人力资源服务许可证')
  expect(wrong('business_licence-picture')).toBeUndefined()
})

it('an end that nobody chose is asked for', () => {
  const own = employer({ kind: 'business', papers: [] })
  const form = startOf(own)
  expect(papersProblems(form, own, ['business_licence'], now).map(({ field }) => field)).toEqual(['business_licence.validFrom', 'business_licence.validUntil'])
})

it('what is still missing before posting is said in steps', () => {
  const none = { standing: 'none', until: null } as const
  const own = identity(employer())
  expect(missingForPosting({ ...own, person: { ...own.person, ...none } })).toBe('还差两步：本人实名、交证照')
  expect(missingForPosting(own)).toBe('还差一步：交证照')
  expect(missingForPosting({ ...own, person: { ...own.person, ...none }, employer: employer({ kind: 'household' }) })).toBe('还差一步：本人实名')
  expect(missingForPosting({ ...own, employer: employer({ waiting: { since: now, dueAt: now, ownerMasked: null } }) })).toContain('正在看')
  expect(missingForPosting({ ...own, mayPost: true })).toBeNull()
})
