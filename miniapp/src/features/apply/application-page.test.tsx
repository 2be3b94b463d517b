import { fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { application, settlement, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import ApplicationPage from '../../pages/application/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const path = '/api/applications/application-0001'
const shown = async (id: string): Promise<void> => {
  render(<ApplicationPage />)
  await waitFor(() => expect(at(id)).toBeTruthy())
}

beforeEach(() => {
  freshPhone({ applicationId: 'application-0001' })
  signedInAs(worker)
})

it('hours and pay are confirmed exactly as they were shown', async () => {
  const asked = answerWith({
    [`GET ${path}`]: application('hours_proposed', { settlement: { ...settlement, minutes: 450, amountFen: 24_375 } }),
    [`POST ${path}/hours/agree`]: application('hours_agreed'),
  })
  await shown('agree-hours')
  expect(at('hours-minutes').textContent).toBe('7 小时 30 分')
  expect(at('hours-amount').textContent).toBe('243.75 元')
  fireEvent.click(at('agree-hours'))
  await waitFor(() => expect(asked.find(({ call }) => call === `POST ${path}/hours/agree`)?.body).toEqual({ minutes: 450, amountFen: 24_375 }))
})

it('less than what was agreed is said before it is confirmed', async () => {
  answerWith({ [`GET ${path}`]: application('hours_proposed', { settlement: { ...settlement, amountFen: 24_000 } }) })
  await shown('hours-less')
  expect(at('hours-less').textContent).toContain('少 20 元')
})

it('what the employer changed meanwhile is read again, and nothing is confirmed', async () => {
  let now = application('hours_proposed', { settlement })
  answerWith({
    [`GET ${path}`]: () => now,
    [`POST ${path}/hours/agree`]: () => {
      now = application('hours_proposed', { settlement: { ...settlement, amountFen: 20_000, round: 2 } })
      return new Refusal('hours_changed')
    },
  })
  await shown('agree-hours')
  fireEvent.click(at('agree-hours'))
  await waitFor(() => expect(at('application-problem').textContent).toContain('对方刚改过'))
  await waitFor(() => expect(at('hours-amount').textContent).toBe('200 元'))
})

it('saying that hours are wrong needs a reason; a usual one is one tap', async () => {
  const asked = answerWith({ [`GET ${path}`]: application('hours_proposed', { settlement }), [`POST ${path}/hours/dispute`]: application('hours_disputed') })
  await shown('dispute-hours')
  fireEvent.click(at('dispute-hours'))
  fireEvent.click(at('dispute-hours-sheet-confirm'))
  expect(at('dispute-hours-sheet-reason-error').textContent).toContain('请写一句原因')
  fireEvent.click(at('dispute-hours-sheet-usual-工钱少了'))
  fireEvent.click(at('dispute-hours-sheet-confirm'))
  await waitFor(() => expect(asked.find(({ call }) => call.startsWith('POST'))?.body).toEqual({ reason: '工钱少了' }))
})

it('stepping back is asked about first, and staying sends nothing', async () => {
  const asked = answerWith({ [`GET ${path}`]: application('applied'), [`POST ${path}/withdraw`]: application('withdrawn') })
  await shown('withdraw')
  fireEvent.click(at('withdraw'))
  fireEvent.click(at('withdraw-sheet-close'))
  expect(at('withdraw-sheet')).toBeNull()
  expect(asked.filter(({ call }) => call.startsWith('POST'))).toEqual([])
})

it('an act that the state does not allow any more is explained, and the new state is shown', async () => {
  let now = application('applied')
  answerWith({
    [`GET ${path}`]: () => now,
    [`POST ${path}/withdraw`]: () => {
      now = application('declined')
      return new Refusal('step_not_allowed')
    },
  })
  await shown('withdraw')
  fireEvent.click(at('withdraw'))
  fireEvent.click(at('withdraw-sheet-confirm'))
  await waitFor(() => expect(at('application-state').textContent).toContain('雇主没有接受'))
  expect(at('application-problem').textContent).toContain('现在还不能办这一步')
})

it('the employer can be called once both have signed', async () => {
  answerWith({ [`GET ${path}`]: application('signed', { contactPhone: '13900139000' }) })
  await shown('call-contact')
  fireEvent.click(at('open-work-pass'))
  expect(navigation.went).toEqual([['open', '/pages/work-pass/index', { applicationId: 'application-0001' }]])
})

it('a page that cannot be read offers to try again', async () => {
  let broken = true
  answerWith({ [`GET ${path}`]: () => (broken ? new Refusal('service_busy') : application('applied')) })
  await shown('problem')
  broken = false
  fireEvent.click(at('reload'))
  await waitFor(() => expect(at('application-state')).toBeTruthy())
})
