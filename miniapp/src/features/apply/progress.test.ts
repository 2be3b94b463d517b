import { describe, expect, it } from 'vitest'
import { applicationStates, stateWords } from '@market/shared/journey'
import { application, dawn, settlement } from '../../../test/support/samples'
import { actionsOf } from './application-actions'
import { byUrgency, groupOf, stepsOf } from './progress'

const nothing = (): Promise<void> => Promise.resolve()
const actions = (state: (typeof applicationStates)[number]): string[] =>
  actionsOf({ application: application(state, { settlement }), ask: () => undefined, agreeHours: nothing, confirmPayment: nothing }).map(({ id }) => id)

describe('what a worker can do in each state', () => {
  it.each([
    ['queued', ['withdraw']],
    ['offered', ['withdraw']],
    ['applied', ['sign', 'withdraw']],
    ['worker_signed', ['withdraw']],
    ['employer_signed', ['sign', 'withdraw']],
    ['signed', ['open-work-pass', 'cancel']],
    ['arrived', ['finish']],
    ['finished', []],
    ['hours_proposed', ['agree-hours', 'dispute-hours']],
    ['hours_disputed', []],
    ['hours_agreed', []],
    ['paid', ['confirm-payment', 'dispute-payment']],
    ['payment_disputed', []],
    ['settled', ['find-more']],
    ['withdrawn', ['find-more']],
    ['declined', ['find-more']],
    ['cancelled', ['find-more']],
    ['lapsed', ['find-more']],
  ] as const)('%s: %j', (state, expected) => {
    expect(actions(state)).toEqual(expected)
  })

  it('no state of the journey is left out above, and each has words for what is next', () => {
    expect(applicationStates).toHaveLength(18)
    for (const state of applicationStates) expect(stateWords[state].worker.next).not.toBe('')
  })
})

describe('where a job stands', () => {
  it('an errand of the worker comes before what is only under way, and the sooner job before the later', () => {
    const later = application('signed', { id: 'later-0001', terms: { ...application('signed').terms, startsAt: dawn + 9e7 } })
    const sorted = [later, application('signed', { id: 'sooner-001' }), application('paid', { id: 'errand-001' })].sort(byUrgency)
    expect(sorted.map(({ id }) => id)).toEqual(['errand-001', 'sooner-001', 'later-0001'])
  })

  it('a signed place waits for the worker without being an errand', () => {
    expect(groupOf('signed')).toBe('under_way')
    expect(groupOf('employer_signed')).toBe('my_turn')
    expect(groupOf('settled')).toBe('over')
  })

  it('the steps behind are done, the one at hand is here, the rest lie ahead', () => {
    expect(stepsOf(application('arrived', { arrivedAt: dawn + 5e6 }), dawn).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'here', 'ahead', 'ahead'])
    expect(stepsOf(application('settled'), dawn).every(({ state }) => state === 'done')).toBe(true)
  })

  it('a job that ended early shows no steps it will never take', () => {
    expect(stepsOf(application('declined'), dawn).map(({ label }) => label)).toEqual(['报名'])
  })
})
