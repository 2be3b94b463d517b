// @vitest-environment node
import { day, hour, minute } from '@market/shared/words/time'
import { expect, test } from 'vitest'
import { draftSample, monday0440, shiftStart } from '../../../test/stubs/samples'
import { addPay, bringForward, draftOf, formOf, moveStart, startAtClock, switchUnit } from './employer-post-form'

const usual = formOf('own:1', draftSample())

test('a card becomes a form and the form the same draft again', () => {
  expect(draftOf(usual, 'market-0001')).toEqual(draftSample())
})

test('an end that is not after the start is on the next day', () => {
  const night = draftOf({ ...usual, start: '20:00', end: '04:00' }, 'm')
  expect(night.endsAt - night.startsAt).toBe(8 * hour)
})

test('moving the start moves the whole shift, over midnight too', () => {
  const later = draftOf({ ...usual, ...moveStart({ ...usual, start: '23:45', end: '07:45' }, 30) }, 'm')
  expect(later.startsAt).toBe(shiftStart - 390 * minute + day + 15 * minute)
  expect(later.endsAt - later.startsAt).toBe(8 * hour)
  const chosen = draftOf({ ...usual, ...startAtClock(usual, '08:00') }, 'm')
  expect([chosen.startsAt, chosen.endsAt]).toEqual([shiftStart + 90 * minute, shiftStart + 90 * minute + 9 * hour])
})

test('a draft of yesterday moves to the next day on which its time is still ahead, one of tomorrow stays', () => {
  expect(draftOf({ ...usual, ...bringForward(usual, monday0440 + day) }, 'm').startsAt).toBe(shiftStart + day)
  expect(draftOf({ ...usual, ...bringForward(usual, shiftStart + minute) }, 'm').startsAt).toBe(shiftStart + day)
  expect(bringForward(usual, monday0440)).toEqual({})
})

test('pay goes up and down by what people say: ten yuan a day, one yuan an hour, never below nothing', () => {
  expect(addPay(usual, 1)).toEqual({ pay: '270' })
  expect(addPay({ ...usual, pay: '24.5', payUnit: 'hour' }, 1)).toEqual({ pay: '25.5' })
  expect(addPay({ ...usual, pay: '' }, -1)).toEqual({ pay: '0' })
})

test('the same pay in the other unit is never less than before', () => {
  expect(switchUnit(usual, 'hour')).toEqual({ payUnit: 'hour', pay: '33' })
  expect(switchUnit({ ...usual, pay: '33', payUnit: 'hour' }, 'day')).toEqual({ payUnit: 'day', pay: '270' })
})
