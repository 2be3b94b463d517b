import type { Application, Terms } from '@market/shared/apply/apply.contract'
import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import type { JobCard, JobDetail } from '@market/shared/jobs/jobs.contract'
import type { ApplicationState } from '@market/shared/journey'
import type { Me } from '@market/shared/session/session.contract'
import type { Settlement } from '@market/shared/settle/settlement'
import type { Agreement } from '@market/shared/sign/sign.contract'

/** Monday 2026-11-23, 05:00 in Shanghai. */
export const dawn = Date.UTC(2026, 10, 22, 21, 0)
const hour = 3_600_000

export const job: JobCard = {
  id: 'job-0001', status: 'open', trade: '4-02-05-01', title: '卸货搬运', payFen: 26_000, payUnit: 'day', settleWhen: 'same_day', settleHow: 'cash',
  startsAt: dawn + 1.5 * hour, endsAt: dawn + 10.5 * hour, breakMinutes: 60, address: '宏进农批市场 3 号库', lat: 34.64, lng: 112.46, distanceMetres: 2140,
  headcount: 8, filled: 5, perks: ['lunch'], hiring: 'first_come', publicFrom: null, employer: { kind: 'business', name: '洛阳宏运农贸有限公司' },
  market: { id: 'market-0001', name: '洛阳市零工市场' }, postedAt: dawn - hour, demo: true,
}

export const jobDetail: JobDetail = {
  ...job, description: '卸白菜、土豆，每袋 25 公斤', requirements: '会搬运即可', hiringName: null, source: null, contactNameMasked: '李*', contactPhone: null,
  hourlyFen: 3250, minimumHourlyFen: 1960, myApplication: null, mine: false, queued: 0, known: false, version: 1, confirmedUntil: null, reported: false, supervision: null,
}

const terms: Terms = {
  jobVersion: 1, trade: job.trade, title: job.title, description: jobDetail.description, requirements: jobDetail.requirements, address: job.address,
  startsAt: job.startsAt, endsAt: job.endsAt, breakMinutes: 60, payFen: job.payFen, payUnit: 'day', settleWhen: 'same_day', settleHow: 'cash',
  perks: ['lunch'], employerKind: 'business', employerName: job.employer.name, marketName: job.market.name,
}

export const settlement: Settlement = {
  minutes: 480, amountFen: 26_000, note: null, round: 1, proposedAt: dawn + 11 * hour, disputedReason: null,
  agreedAt: null, paidAt: null, paidHow: null, receivedAt: null,
}

export const application = (state: ApplicationState, parts: Partial<Application> = {}): Application => ({
  id: 'application-0001', state, job, terms, queueAhead: null, offerUntil: null, lapsedFrom: state === 'lapsed' ? 'offered' : null, candidate: null, workerMasked: '王*国', number: 38, agreement: { id: 'agreement-0001', status: 'draft' },
  appliedAt: dawn, updatedAt: dawn, arrivedAt: null, finishedAt: null, endedReason: null, settlement: null, contactPhone: null, ...parts,
})

export const agreement = (parts: Partial<Agreement> = {}): Agreement => ({
  id: 'agreement-0001', applicationId: 'application-0001', kind: 'task_based', kindName: '以完成一定工作任务为期限的劳动合同',
  kindReason: '一天干活超过 4 小时。', templateVersion: '1', status: 'draft', text: '甲方、乙方约定如下。', textHash: 'a'.repeat(64),
  keyFacts: [{ label: '多少钱', value: '260 元/天' }],
  payQuestion: { question: '干一天，雇主给您多少钱？', choicesFen: [31_200, 26_000, 20_800] }, signatures: [], sealedAt: null, hasPaper: false, code: null, ended: null, ...parts,
})

export const checkIn: CheckIn = {
  id: 'check-in-0001', marketId: 'market-0001', marketName: '洛阳市零工市场', gateName: '东门', day: '2026-11-23', number: 38, at: dawn + 720_000, assurance: 'low',
  waitingSince: dawn + 720_000, leftAt: null, leftReason: null,
}

export const newcomer: Me = { personId: 'person-0001', roles: [], nameMasked: null, phoneMasked: null, worker: null, employer: null, verifiedUntil: null, staff: null, grants: [] }
export const worker: Me = {
  ...newcomer, roles: ['worker'], nameMasked: '王*国', phoneMasked: '138****5678',
  worker: { trades: ['4-02-05-01'], skillLevel: 'apprentice', wishedPayFen: 23_000, wishedPayUnit: 'day' },
}

export const tokens = { accessToken: 'access', accessExpiresAt: dawn + 4e12, refreshToken: 'refresh-refresh-refresh' }
