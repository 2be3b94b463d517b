import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { consent } from '@market/shared/register/consent'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import RegisterPage from '../../pages/register/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const wrong = (id: string): string | undefined => at(`${id}-error`)?.textContent
const type = (id: string, value: string): void => void fireEvent.change(at(id), { target: { value } })
const leave = (id: string, value: string): void => void fireEvent.blur(at(id), { target: { value } })

function fillIn(): void {
  type('name', '王建国')
  type('id-number', '11010519491231002X')
  type('phone', '138 0013 8000')
  fireEvent.click(at('trade-4-02-05-01'))
  fireEvent.click(at('usual-pay-200'))
  fireEvent.click(at('consent'))
}

beforeEach(() => {
  freshPhone({ gate: 'g123', at: '洛阳市零工市场东门' })
  signedInAs(newcomer)
})

it('what is wrong is said beside the field when it is left, and goes as soon as it is right', () => {
  render(<RegisterPage />)
  type('id-number', '41030319700101001')
  expect(wrong('id-number')).toBeUndefined()
  leave('id-number', '41030319700101001')
  expect(wrong('id-number')).toContain('现在填了 17 位')
  type('id-number', '11010519491231002X')
  expect(wrong('id-number')).toBeUndefined()
})

it('a field left empty on the way is not scolded', () => {
  render(<RegisterPage />)
  leave('phone', '')
  expect(wrong('phone')).toBeUndefined()
})

it('everything that is missing is said at once, and nothing is sent', () => {
  const asked = answerWith({})
  render(<RegisterPage />)
  fireEvent.click(at('submit-register'))
  expect(['name', 'id-number', 'phone', 'trade', 'wished-pay', 'consent'].filter((id) => wrong(id) === undefined)).toEqual([])
  expect(at('register-problems').textContent).toContain('还有 6 处要改：姓名、身份证号、手机号')
  expect(asked).toEqual([])
})

it('registers with what was typed, and goes back to the gate to be checked in', async () => {
  const asked = answerWith({ 'POST /api/workers': worker })
  render(<RegisterPage />)
  fillIn()
  fireEvent.click(at('submit-register'))
  await waitFor(() => expect(navigation.went).toEqual([['startAt', '/pages/today/index', { q: 'g123' }]]))
  expect(asked).toHaveLength(1)
  expect(asked[0]?.body).toEqual({
    name: '王建国', idNumber: '11010519491231002X', phone: '138 0013 8000', trades: ['4-02-05-01'], skillLevel: 'apprentice',
    wishedPayFen: 20_000, wishedPayUnit: 'day', consent: consent.version,
  })
})

it('what the server finds wrong stands beside the same field', async () => {
  answerWith({ 'POST /api/workers': new Refusal('invalid_fields', [{ field: 'phone', message: '这个手机号不对' }]) })
  render(<RegisterPage />)
  fillIn()
  fireEvent.click(at('submit-register'))
  await waitFor(() => expect(wrong('phone')).toBe('这个手机号不对'))
  expect(navigation.went).toEqual([])
})

it('a refusal that belongs to no field is said above the button', async () => {
  answerWith({ 'POST /api/workers': new Refusal('identity_needs_review') })
  render(<RegisterPage />)
  fillIn()
  fireEvent.click(at('submit-register'))
  await waitFor(() => expect(at('register-refused').textContent).toContain('请到服务台'))
})

it('what was typed survives closing the app, and is gone from the phone once it was sent', async () => {
  answerWith({ 'POST /api/workers': worker })
  const { unmount } = render(<RegisterPage />)
  fillIn()
  unmount()
  const again = render(<RegisterPage />)
  expect(screen.getByDisplayValue('王建国').id).toBe('name')
  fireEvent.click(at('submit-register'))
  await waitFor(() => expect(navigation.went).toHaveLength(1))
  again.unmount()
  render(<RegisterPage />)
  expect((at('name') as HTMLInputElement).value).toBe('')
})

it('who came from a job’s page comes back to it', async () => {
  navigation.params = { back: '1' }
  answerWith({ 'POST /api/workers': worker })
  render(<RegisterPage />)
  fillIn()
  fireEvent.click(at('submit-register'))
  await waitFor(() => expect(navigation.went).toEqual([['back', '/pages/today/index']]))
})
