import type { Application } from '@market/shared/apply/apply.contract'
import type { JobCard, JobDraft, MyJob } from '@market/shared/jobs/jobs.contract'
import type { ApplicationState } from '@market/shared/journey'
import { hour, minute } from '@market/shared/words/time'

/** Monday 2026-11-23 at 04:40 in the market. */
export const monday0440 = Date.UTC(2026, 10, 22, 20, 40)
/** The shift of the samples: 06:30 to 15:30 with an hour's rest, 260 yuan. */
export const shiftStart = monday0440 + 110 * minute

export const draftSample = (changes: Partial<JobDraft> = {}): JobDraft => ({
  marketId: 'market-0001',
  trade: '4-02-05-01',
  title: '卸货搬运',
  description: '卸白菜、土豆，每袋 25 公斤',
  requirements: '',
  headcount: 8,
  address: '宏进农批市场 3 号库',
  lat: 34.64,
  lng: 112.46,
  startsAt: shiftStart,
  endsAt: shiftStart + 9 * hour,
  breakMinutes: 60,
  payFen: 26_000,
  payUnit: 'day',
  settleWhen: 'same_day',
  settleHow: 'wechat',
  perks: ['lunch'],
  hiring: 'first_come',
  contactName: '李宏运',
  contactPhone: '13900001234',
  ...changes,
})

export const jobSample = (changes: Partial<JobCard> = {}): JobCard => ({
  id: 'job-00001',
  status: 'open',
  trade: '4-02-05-01',
  title: '卸货搬运',
  payFen: 26_000,
  payUnit: 'day',
  settleWhen: 'same_day',
  settleHow: 'wechat',
  startsAt: shiftStart,
  endsAt: shiftStart + 9 * hour,
  breakMinutes: 60,
  address: '宏进农批市场 3 号库',
  lat: 34.64,
  lng: 112.46,
  distanceMetres: null,
  headcount: 8,
  filled: 5,
  perks: ['lunch'],
  hiring: 'first_come',
  publicFrom: null,
  employer: { kind: 'business', name: '洛阳宏运农贸有限公司' },
  market: { id: 'market-0001', name: '洛阳市零工市场' },
  postedAt: monday0440,
  demo: false,
  ...changes,
})

export const myJobSample = (job: Partial<JobCard>, counts: Partial<MyJob['counts']> = {}): MyJob => ({
  job: jobSample(job),
  counts: { applied: 0, signed: 0, arrived: 0, settled: 0, queued: 0, waitingForMe: 0, ...counts },
  confirmedUntil: null,
  confirmDue: false,
})

export const applicationSample = (state: ApplicationState, changes: Partial<Application> = {}): Application => {
  const job = jobSample()
  const { trade, title, address, startsAt, endsAt, breakMinutes, payFen, payUnit, settleWhen, settleHow, perks } = job
  return {
    id: `application-${state}`,
    state,
    job,
    terms: {
      jobVersion: 1, trade, title, description: '卸白菜', requirements: '', address, startsAt, endsAt, breakMinutes, payFen, payUnit, settleWhen, settleHow,
      perks, employerKind: 'business', employerName: job.employer.name, marketName: job.market.name,
    },
    queueAhead: null,
    offerUntil: null,
    lapsedFrom: state === 'lapsed' ? 'offered' : null,
    candidate: null,
    workerMasked: '王*国',
    number: 38,
    agreement: { id: `agreement-${state}`, status: 'draft' },
    appliedAt: monday0440,
    updatedAt: monday0440,
    arrivedAt: null,
    finishedAt: null,
    endedReason: null,
    settlement: null,
    contactPhone: null,
    ...changes,
  }
}
