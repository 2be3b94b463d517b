import { describe, expect, it } from 'vitest'
import { applicationStates, stateWords } from '@market/shared/journey'
import { application, dawn, settlement } from '../../../test/support/samples'
import { actionsOf } from './application-actions'
import { placeWords, withdrawWords } from './place.text'
import { byUrgency, groupOf, stepsOf } from './progress'

const nothing = (): Promise<void> => Promise.resolve()
const actions = (state: (typeof applicationStates)[number], now = dawn): string[] =>
  actionsOf({ application: application(state, { settlement }), now, ask: () => undefined, accept: nothing, collides: false, agreeHours: nothing, confirmPayment: nothing }).map(({ id }) => id)

describe('what a worker can do in each state', () => {
  it.each([
    ['queued', ['withdraw']],
    ['offered', ['accept', 'withdraw']],
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
    ['withdrawn', ['find-more', 'see-job']],
    ['declined', ['find-more']],
    ['cancelled', ['find-more']],
    ['lapsed', ['find-more', 'see-job']],
    ['unsigned', ['find-more', 'see-job']],
    ['absent', ['find-more']],
  ] as const)('%s: %j', (state, expected) => {
    expect(actions(state)).toEqual(expected)
  })

  it('once the hours are over there is no code to show and nothing to call off', () => {
    const { endsAt } = application('signed').terms
    expect([actions('signed', endsAt), actions('signed', endsAt + 1), actions('arrived', endsAt + 1)]).toEqual([['open-work-pass', 'cancel'], [], ['finish']])
  })

  it('no state of the journey is left out above, and each has words for what is next', () => {
    expect(applicationStates).toHaveLength(20)
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
    expect([groupOf('unsigned'), groupOf('absent')]).toEqual(['over', 'over'])
  })

  it('the steps behind are done, the one at hand is here, the rest lie ahead', () => {
    expect(stepsOf(application('arrived', { arrivedAt: dawn + 5e6 }), dawn).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'here', 'ahead', 'ahead'])
    expect(stepsOf(application('settled'), dawn).every(({ state }) => state === 'done')).toBe(true)
  })

  it('a job that ended early shows no steps it will never take', () => {
    expect(stepsOf(application('declined'), dawn).map(({ label }) => label)).toEqual(['报名'])
    expect(stepsOf(application('unsigned'), dawn).map(({ label }) => label)).toEqual(['报名'])
    expect(stepsOf(application('absent'), dawn).map(({ label, note }) => [label, note]).slice(1)).toEqual([['签协议', undefined], ['到岗', '没到场']])
  })
})

describe('waiting for a place', () => {
  it('is the step before the agreement, and an offer is the worker’s turn', () => {
    expect(stepsOf(application('queued'), dawn).map(({ label, state }) => [label, state])).toEqual([['报名', 'done'], ['等位子', 'here']])
    expect(stepsOf(application('offered'), dawn).slice(0, 3).map(({ label, state }) => [label, state])).toEqual([['报名', 'done'], ['答复去不去', 'here'], ['签协议', 'ahead']])
    expect([groupOf('queued'), groupOf('offered')]).toEqual(['under_way', 'my_turn'])
  })

  it('at a job where the employer chooses nobody stands in a queue', () => {
    const chosen = { ...application('queued'), job: { ...application('queued').job, hiring: 'employer_chooses' as const } }
    expect(stepsOf(chosen, dawn).map(({ label }) => label)).toEqual(['报名', '等雇主来挑'])
    expect(withdrawWords(chosen)).not.toContain('排')
    expect(withdrawWords(application('queued'))).toContain('要从后面排起')
    expect(withdrawWords(application('offered'))).toContain('位子会让给别人')
  })

  it('who was never asked is not told that a place of theirs went to somebody else', () => {
    expect(placeWords(application('lapsed', { lapsedFrom: 'queued' }), dawn).now).toBe('这个活没有轮到您')
    expect(placeWords(application('lapsed'), dawn).now).toBe('时间过了，位子让出去了')
  })

  it('says how many are before, or until when an answer is wanted', () => {
    expect(placeWords(application('queued', { queueAhead: 2 }), dawn).now).toBe('已经排上队，前面还有 2 人')
    expect(placeWords(application('queued', { queueAhead: 0 }), dawn).now).toBe('已经排上队，您排在第一个')
    expect(placeWords(application('offered', { offerUntil: dawn + 18 * 60_000 }), dawn)).toEqual({ now: '有个位子给您留着', next: '今天 05:18 前答复，到点让给下一位' })
    const chosen = application('queued')
    expect(placeWords({ ...chosen, job: { ...chosen.job, hiring: 'employer_chooses' } }, dawn).now).toBe('报上名了，等雇主来挑')
  })
})
