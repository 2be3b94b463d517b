import { fireEvent, render, waitFor } from '@testing-library/react'
import Taro from '../../../test/stubs/taro'
import type { Application } from '@market/shared/apply/apply.contract'
import { hour } from '@market/shared/words/time'
import { expect, test, vi } from 'vitest'
import { applicationSample, jobSample, monday0440, shiftStart } from '../../../test/stubs/samples'
import { byId, ok, refuse, serveWith, type Answer, type Sent } from '../../../test/stubs/server'
import { EmployerJob } from './employer-job'
import { useEmployerJob, useEmployerJobActs } from './use-employer-job'

const jobId = 'job-00001'

function JobPage() {
  return <EmployerJob {...useEmployerJob(jobId)} acts={useEmployerJobActs(jobId)} justPosted={false} />
}

const detail = {
  ...jobSample(), description: '', requirements: '', hiringName: null, source: null, contactNameMasked: '李*', contactPhone: null, hourlyFen: 3250, minimumHourlyFen: 2060, myApplication: null, mine: true, queued: 0, known: false, version: 1, confirmedUntil: null, reported: false, supervision: null,
}

/** The page with these people on it, at this moment. */
async function pageWith(people: Application[], now: number, acts: Record<string, Answer> = {}): Promise<Sent[]> {
  vi.spyOn(Date, 'now').mockReturnValue(now)
  const sent = serveWith({ [`GET /api/jobs/${jobId}`]: ok(detail), [`GET /api/jobs/${jobId}/applications`]: ok({ applications: people }), ...acts })
  render(<JobPage />)
  await waitFor(() => byId(people[0] ? `person-${people[0].id}` : 'no-people'))
  return sent
}

const tap = (id: string): void => void fireEvent.click(byId(id))
const acts = (sent: Sent[]): [string, unknown][] => sent.filter(({ call }) => call.startsWith('POST')).map(({ call, body }) => [call, body])
const path = (application: Application, step: string): string => `POST /api/applications/${application.id}/${step}`

const evening = shiftStart + 10 * hour

test('the agreement to sign opens on the employer’s side', async () => {
  const person = applicationSample('worker_signed')
  const leave = vi.spyOn(Taro, 'navigateTo')
  await pageWith([person], monday0440)
  tap(`sign-${person.id}`)
  expect(leave).toHaveBeenCalledWith({ url: '/pages/agreement/index?agreementId=agreement-worker_signed&side=employer' })
})

test('several agreements are signed together', async () => {
  const leave = vi.spyOn(Taro, 'navigateTo')
  await pageWith([applicationSample('applied'), applicationSample('worker_signed')], monday0440)
  expect(byId('sign-all').textContent).toContain('一起签（2 份）')
  tap('sign-all')
  expect(leave).toHaveBeenCalledWith({ url: expect.stringMatching(/^\/employer\/sign\/index\?jobId=/) as string })
})

test('work that ends before the agreed time is asked about, work that ends after it is not', async () => {
  const person = applicationSample('arrived', { arrivedAt: shiftStart })
  const done = { [path(person, 'finish')]: ok(person) }
  const sent = await pageWith([person], shiftStart + hour, done)
  tap(`finish-${person.id}`)
  expect(acts(sent)).toEqual([])
  expect(byId('finish').textContent).toContain('协议写的是干到 15:30')
  tap('finish-confirm')
  await waitFor(() => expect(acts(sent)).toHaveLength(1))
})

test('after the agreed time one tap ends the work', async () => {
  const person = applicationSample('arrived', { arrivedAt: shiftStart })
  const sent = await pageWith([person], evening, { [path(person, 'finish')]: ok(person) })
  tap(`finish-${person.id}`)
  await waitFor(() => expect(acts(sent)).toEqual([[path(person, 'finish'), {}]]))
})

test('hours and pay go to the worker as suggested, and the sheet closes', async () => {
  const person = applicationSample('finished', { arrivedAt: shiftStart, finishedAt: shiftStart + 9 * hour })
  const sent = await pageWith([person], evening, { [path(person, 'hours')]: ok(person) })
  tap(`propose-${person.id}`)
  tap('propose-hours')
  await waitFor(() => expect(acts(sent)).toEqual([[path(person, 'hours'), { minutes: 480, amountFen: 26_000, note: '' }]]))
  await waitFor(() => expect(document.getElementById('hours')).toBeNull())
})

test('the way of payment that was agreed is chosen already, and another can be', async () => {
  const person = applicationSample('hours_agreed')
  const sent = await pageWith([person], evening, { [path(person, 'payment')]: ok(person) })
  tap(`pay-${person.id}`)
  expect(byId('pay-wechat').getAttribute('aria-checked')).toBe('true')
  tap('pay-cash')
  tap('mark-paid')
  await waitFor(() => expect(acts(sent)).toEqual([[path(person, 'payment'), { how: 'cash' }]]))
})

test('a person is not declined without a reason, and it is sent as chosen', async () => {
  const person = applicationSample('applied')
  const sent = await pageWith([person], monday0440, { [path(person, 'decline')]: ok(person) })
  tap(`decline-${person.id}`)
  tap('step-back-send')
  expect(byId('reason-choice-error').textContent).toContain('请写一句原因')
  tap('reason-choice-enough')
  tap('step-back-send')
  await waitFor(() => expect(acts(sent)).toEqual([[path(person, 'decline'), { reason: '人已经招够了' }]]))
})

test('a refusal is said on the sheet, and what was entered stays', async () => {
  const person = applicationSample('hours_agreed')
  await pageWith([person], evening, { [path(person, 'payment')]: refuse(409, 'step_not_allowed') })
  tap(`pay-${person.id}`)
  tap('pay-bank')
  tap('mark-paid')
  await waitFor(() => expect(byId('sheet-problem').textContent).toContain('step_not_allowed'))
  expect(byId('pay-bank').getAttribute('aria-checked')).toBe('true')
})

test('recruiting stops only after a second look', async () => {
  const sent = await pageWith([], monday0440, { [`POST /api/jobs/${jobId}/close`]: ok({ ...detail, status: 'closed' }) })
  tap('stop-recruiting')
  expect(acts(sent)).toEqual([])
  tap('stop-confirm')
  await waitFor(() => expect(acts(sent)).toEqual([[`POST /api/jobs/${jobId}/close`, {}]]))
})

test('where the employer chooses, each who waits has trade, skill and work done together, and one tap holds a place', async () => {
  const person = applicationSample('queued', {
    job: jobSample({ hiring: 'employer_chooses' }), agreement: null, candidate: { trades: ['4-02-05-01'], skillLevel: 'junior', together: 2, fit: null },
  })
  const sent = await pageWith([person], monday0440, { [path(person, 'offer')]: ok({ ...person, state: 'offered' }) })
  expect(document.body.textContent).toContain('等您来挑 · 1 人')
  expect(byId(`person-${person.id}`).textContent).toContain('一起干过 2 次')
  tap(`choose-${person.id}`)
  await waitFor(() => expect(acts(sent).map(([call]) => call)).toEqual([path(person, 'offer')]))
})

test('those who wait to be chosen stand as they come, each with why, and the page says how the order comes about', async () => {
  const candidate = (reasons: string[], hindrance: string | null) => ({ trades: ['4-02-05-01'], skillLevel: 'junior' as const, together: 0, fit: { reasons, hindrance } })
  const job = jobSample({ hiring: 'employer_chooses' })
  const best = applicationSample('queued', { id: 'application-best', job, agreement: null, candidate: candidate(['登记过装卸搬运', '离干活的地方 2.1 公里'], null) })
  const busy = applicationSample('queued', { id: 'application-busy', job, agreement: null, candidate: candidate(['登记过装卸搬运'], '和答应的活时间撞了') })
  const leave = vi.spyOn(Taro, 'navigateTo')
  await pageWith([best, busy], monday0440)
  expect([...document.querySelectorAll('[id^=person-]')].map(({ id }) => id)).toEqual(['person-application-best', 'person-application-busy'])
  expect(byId('person-application-best').textContent).toContain('登记过装卸搬运 · 离干活的地方 2.1 公里')
  expect(document.getElementById('hindrance-application-best')).toBeNull()
  expect(byId('hindrance-application-busy').textContent).toContain('排在后面：和答应的活时间撞了')
  expect(byId('choose-application-busy')).toBeTruthy()
  expect(byId('person-application-best').textContent).toMatch(/等您来挑.*选了就给这位留个位子/)
  expect(document.body.textContent).not.toContain('先给排在前面的人')
  expect(byId('queue-order').textContent).toContain('按匹配分排')
  expect(byId('queue-order').textContent).toContain('同分的，先来的在前')
  tap('open-match-rules')
  expect(leave).toHaveBeenCalledWith({ url: '/pages/match-rules/index' })
})

test('those for whom no place came free stand by themselves, and are not said to stay away', async () => {
  await pageWith([applicationSample('signed'), applicationSample('lapsed', { lapsedFrom: 'queued', agreement: null })], monday0440)
  expect(document.body.textContent).toContain('没轮到的')
  expect(document.body.textContent).not.toMatch(/不来的|到点没答应/)
})

test('where the order of coming decides, the queue is shown and nobody is taken out of it; an offer shows its clock', async () => {
  const waiting = applicationSample('queued', { queueAhead: 0, agreement: null })
  const offered = applicationSample('offered', { offerUntil: monday0440 + 18 * 60_000, agreement: null })
  await pageWith([offered, waiting], monday0440)
  expect(document.body.textContent).toContain('在排队 · 1 人')
  expect(document.getElementById('queue-order')).toBeNull()
  expect(document.getElementById(`choose-${waiting.id}`)).toBeNull()
  expect(byId(`person-${offered.id}`).textContent).toContain('今天 04:58 前答复')
})
