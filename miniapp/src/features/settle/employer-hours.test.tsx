import { fireEvent, render } from '@testing-library/react'
import { hour, minute } from '@market/shared/words/time'
import { expect, test, vi } from 'vitest'
import { applicationSample, shiftStart } from '../../../test/stubs/samples'
import { byId } from '../../../test/stubs/server'
import { EmployerHours, nextStep } from './employer-hours'

const evening = shiftStart + 12 * hour
const worked = applicationSample('finished', { arrivedAt: shiftStart - 9 * minute, finishedAt: shiftStart + 9 * hour + 4 * minute })

function sheet(application = worked) {
  const onSend = vi.fn()
  render(<EmployerHours application={application} who="王*国 · 38 号" now={evening} minimumHourlyFen={2060} busy={false} refused={null} onSend={onSend} onClose={vi.fn()} />)
  return onSend
}
const amount = (): string => (byId('amount') as HTMLInputElement).value
const send = (): void => void fireEvent.click(byId('propose-hours'))

test('a day as agreed is one tap: hours and pay are filled in from the scans and the signed terms', () => {
  const onSend = sheet()
  expect(byId('minutes').textContent).toBe('8 小时')
  send()
  expect(onSend).toHaveBeenCalledWith({ minutes: 480, amountFen: 26_000, note: '' })
})

test('the pay follows the hours', () => {
  const onSend = sheet()
  for (let taps = 0; taps < 4; taps += 1) fireEvent.click(byId('minutes-plus'))
  expect(byId('minutes').textContent).toBe('9 小时')
  expect(amount()).toBe('293')
  send()
  expect(onSend).toHaveBeenCalledWith({ minutes: 540, amountFen: 29_300, note: '' })
})

test('less than was agreed needs a reason that the worker will read', () => {
  const onSend = sheet()
  fireEvent.change(byId('amount'), { target: { value: '240' } })
  send()
  expect(byId('note-error').textContent).toContain('请写明原因')
  expect(onSend).not.toHaveBeenCalled()
  fireEvent.change(byId('note'), { target: { value: '摔坏两筐，说好扣 20' } })
  send()
  expect(onSend).toHaveBeenCalledWith({ minutes: 480, amountFen: 24_000, note: '摔坏两筐，说好扣 20' })
})

test('below the minimum wage is refused with the least that must be paid', () => {
  const onSend = sheet()
  fireEvent.change(byId('amount'), { target: { value: '100' } })
  send()
  expect(byId('amount-error').textContent).toContain('至少 164.8 元')
  expect(onSend).not.toHaveBeenCalled()
})

test('after a dispute the sheet starts from what was stated before', () => {
  const settlement = {
    minutes: 450, amountFen: 25_000, note: '早走半小时', round: 1, proposedAt: evening, disputedReason: '没早走', agreedAt: null, paidAt: null, paidHow: null, receivedAt: null,
  }
  sheet(applicationSample('hours_disputed', { settlement }))
  expect(byId('minutes').textContent).toBe('7 小时 30 分')
  expect(amount()).toBe('250')
})

test('an odd number of minutes steps to the next quarter of an hour', () => {
  expect([nextStep(487, 1), nextStep(487, -1), nextStep(480, 1), nextStep(480, -1)]).toEqual([495, 480, 495, 465])
})
