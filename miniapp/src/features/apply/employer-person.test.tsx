import { fireEvent, render } from '@testing-library/react'
import { applicationStates, turnOf, type ApplicationState } from '@market/shared/journey'
import { expect, test, vi } from 'vitest'
import { applicationSample, monday0440 } from '../../../test/stubs/samples'
import { byId } from '../../../test/stubs/server'
import { countPeople, nextActOf, sortPeople, toSign } from './employer-person'
import { EmployerPersonCard } from './employer-person-card'
import { standsWords } from './employer-person.text'

/** What can be tapped on the card of a person in each state, and nothing else. */
const buttons: Record<ApplicationState, string[]> = {
  queued: ['decline'],
  offered: ['decline'],
  applied: ['sign', 'decline'],
  worker_signed: ['sign', 'decline'],
  employer_signed: ['decline'],
  signed: ['cancel'],
  arrived: ['finish', 'propose'],
  finished: ['propose'],
  hours_proposed: ['propose'],
  hours_disputed: ['propose'],
  hours_agreed: ['pay'],
  paid: [],
  payment_disputed: ['pay'],
  settled: [],
  withdrawn: [],
  declined: [],
  cancelled: [],
  lapsed: [],
  unsigned: [],
  absent: [],
}

const card = (state: ApplicationState, changes = {}) => {
  const acts = { onNext: vi.fn(), onAside: vi.fn(), onCall: vi.fn() }
  const application = applicationSample(state, changes)
  const { container } = render(<EmployerPersonCard application={application} now={monday0440} busy={false} {...acts} />)
  const ids = [...container.querySelectorAll('[role=button]')].map(({ id }) => id.replace(`-${application.id}`, ''))
  return { acts, application, ids }
}

test.each(applicationStates)('a person who is %s shows exactly the steps the employer may take', (state) => {
  expect(card(state).ids).toEqual(buttons[state])
})

test('whoever waits for the employer has one next act, and nobody else has', () => {
  for (const state of applicationStates) expect([state, nextActOf(state) !== null]).toEqual([state, turnOf(state).includes('employer')])
})

test('whoever waits to be chosen waits for the employer only while there is a place to choose for', () => {
  const job = applicationSample('queued').job
  const stands = (changes: Partial<typeof job>) => standsWords({ state: 'queued', lapsedFrom: null, job: { ...job, hiring: 'employer_chooses', status: 'open', headcount: 2, filled: 1, ...changes } })
  expect(stands({}).now).toBe('等您来挑')
  expect(stands({ filled: 2 })).toEqual({ now: '在等位子', next: '位子都有人了，空出来您再挑' })
  expect(stands({ status: 'closed' }).next).toContain('不招人了')
})

test('the worker’s phone can be called once it is known', () => {
  const { ids, acts } = card('signed', { contactPhone: '13800138000' })
  expect(ids).toContain('call')
  fireEvent.click(byId('call-application-signed'))
  expect(acts.onCall).toHaveBeenCalledWith('13800138000')
})

test('a dispute shows what the worker wrote', () => {
  const settlement = {
    minutes: 480, amountFen: 26_000, note: null, round: 1, proposedAt: monday0440, disputedReason: '干到五点才走', agreedAt: null, paidAt: null, paidHow: null, receivedAt: null,
  }
  card('hours_disputed', { settlement })
  expect(byId('dispute-application-hours_disputed').textContent).toContain('工人说工时或工钱不对：干到五点才走')
})

test('who waits for the employer comes first, who is gone comes last', () => {
  const { mine, others, gone } = sortPeople(['signed', 'declined', 'worker_signed', 'hours_agreed'].map((state) => applicationSample(state as ApplicationState)))
  expect(mine.map(({ state }) => state)).toEqual(['worker_signed', 'hours_agreed'])
  expect(others.map(({ state }) => state)).toEqual(['signed'])
  expect(gone.map(({ state }) => state)).toEqual(['declined'])
})

test('who waited and was never asked is no one who stays away', () => {
  const { gone, unasked } = sortPeople([applicationSample('lapsed'), applicationSample('lapsed', { lapsedFrom: 'queued' }), applicationSample('withdrawn')])
  expect(gone.map(({ state, lapsedFrom }) => [state, lapsedFrom])).toEqual([['lapsed', 'offered'], ['withdrawn', null]])
  expect(unasked.map(standsWords)).toMatchObject([{ now: '没轮到' }])
  const [one] = unasked
  expect(one && standsWords({ ...one, job: { ...one.job, hiring: 'employer_chooses' } }).now).toBe('没挑到')
})

test('what was not signed in time is nobody’s staying away, and who was not there still stands on the job', () => {
  const { gone, unsigned, others } = sortPeople([applicationSample('unsigned'), applicationSample('absent'), applicationSample('withdrawn')])
  expect([gone, unsigned, others].map((people) => people.map(standsWords).map(({ now }) => now))).toEqual([['工人取消了报名'], ['没签成，已过时'], ['没到场']])
})

test('who is further is also counted where they have been, and who is gone nowhere', () => {
  const states: ApplicationState[] = ['applied', 'signed', 'arrived', 'paid', 'withdrawn']
  expect(countPeople(states.map((state) => applicationSample(state)), 8)).toEqual({ headcount: 8, applied: 4, signed: 3, arrived: 2 })
})

test('signing one after another walks through those whose turn it is, and skips one without an agreement yet', () => {
  const people = [applicationSample('employer_signed'), applicationSample('applied', { agreement: null }), applicationSample('worker_signed')]
  expect(toSign(people).map(({ state }) => state)).toEqual(['worker_signed'])
})
