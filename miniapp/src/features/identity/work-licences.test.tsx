import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { MyWorkLicence } from '@market/shared/identity/work-licences.contract'
import { hour } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { checkIn, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import phone from '../../../test/stubs/taro'
import LicencesPage from '../../pages/licences/index'

vi.mock('../../platform/navigation', () => fakeNavigation)
vi.mock('../../platform/picture', () => ({ getPhoto: () => Promise.resolve({ got: 'photo', photo: { base64: 'x'.repeat(200), preview: 'data:,' } }), takePhoto: () => Promise.resolve(null) }))

const now = Date.now()
const licence = (changes: Partial<MyWorkLicence> = {}): MyWorkLicence => ({
  kind: 'electrician_low', numberMasked: 'T41***********0012', validUntil: '2029-04-30', reviewBy: '2027-04-30', standing: 'valid', state: 'passed', waiting: null, refused: null, ...changes,
})
const elsewhere = { 'GET /api/check-ins/current': { checkIn }, 'GET /api/markets': { markets: [] } }
const at = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent}`)
  return found
}
const wrong = (id: string): string | undefined => document.getElementById(`${id}-error`)?.textContent ?? undefined

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
})

it('shows what counts and until when, what waits, and what is to be mended', async () => {
  answerWith({
    ...elsewhere,
    'GET /api/my-work-licences': {
      hasPicture: false,
      licences: [
        licence(),
        licence({ kind: 'welder', state: 'pending', waiting: { since: now, dueAt: now + 4 * hour, ownerMasked: null } }),
        licence({ kind: 'work_at_height', state: 'refused', refused: { at: now, flaws: ['kind_differs'], note: null } }),
      ],
    },
  })
  render(<LicencesPage />)
  await screen.findByText('低压电工作业')
  expect(at('licence-electrician_low-passed').textContent).toMatch(/在有效期.*2029年4月30日.*2027年4月30日以前/)
  expect(at('licence-welder-pending').textContent).toMatch(/等工作人员看，最晚/)
  expect(at('licence-work_at_height-refused').textContent).toContain('证上准许做的和您选的不一样')
})

it('everything that is missing is said at once before anything is sent, and nothing of a licence stays on the phone', async () => {
  const asked = answerWith({
    ...elsewhere,
    'GET /api/my-work-licences': { hasPicture: false, licences: [] },
  })
  render(<LicencesPage />)
  await waitFor(() => at('no-licences'))
  fireEvent.click(at('add-licence'))
  fireEvent.click(at('submit-licence'))
  expect(wrong('licence-kind')).toBeDefined()
  fireEvent.click(at('licence-kind-building_scaffolder'))
  for (const id of ['licence-picture', 'licence-number', 'licence-validUntil']) expect(wrong(id), id).toBeDefined()
  expect(document.getElementById('licence-reviewBy')).toBeNull()
  expect(asked.some(({ call }) => call.startsWith('POST'))).toBe(false)
  const number = '豫A042023000123'
  fireEvent.input(at('licence-number').querySelector('input') ?? at('licence-number'), { target: { value: number } })
  expect(JSON.stringify(phone.getStorageInfoSync().keys.map((key) => phone.getStorageSync(key)))).not.toContain(number)
})

it('a page that has no answer says so', async () => {
  answerWith({ ...elsewhere, 'GET /api/my-work-licences': new Refusal('internal') })
  render(<LicencesPage />)
  await screen.findByText(/出了问题/)
})
