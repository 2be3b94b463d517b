import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import { employerKindWords, payUnitWords, perkWords, settleTimeWords, settleWayWords, type Perk } from '@market/shared/words/lists'
import { age, distance, stretch, workTime, yuan } from '@market/shared/words/show'
import type { Fact } from '../../ui/facts'
import { hiringNote } from '../apply/place.text'
import { neededWords } from '../identity/work-licences.text'

/** The words of a job on its own page. Instants and `now` are UTC ms. */

const restWords = (minutes: number): string => (minutes > 0 ? `中间休息 ${workTime(minutes)}，` : '')

/** Minutes worked, without the break. */
export const minutesWorked = (job: { startsAt: number; endsAt: number; breakMinutes: number }): number =>
  Math.max(0, Math.round((job.endsAt - job.startsAt) / 60_000) - job.breakMinutes)

export const perksWords = (perks: readonly Perk[]): string => perks.map((perk) => perkWords[perk]).join('、')

/** `干完当天结 · 现金`. */
export const settleWords = (job: Pick<JobDetail, 'settleWhen' | 'settleHow'>): string =>
  `${settleTimeWords[job.settleWhen]} · ${settleWayWords[job.settleHow]}`

/** Pay per hour beside the minimum that the law sets; said only where there is a minimum to compare with. */
export function hourlyWords({ hourlyFen, minimumHourlyFen }: Pick<JobDetail, 'hourlyFen' | 'minimumHourlyFen'>): string {
  const hourly = `合一小时 ${yuan(hourlyFen)} 元`
  if (minimumHourlyFen <= 0) return hourly
  return hourlyFen > minimumHourlyFen
    ? `${hourly}，高于当地最低 ${yuan(minimumHourlyFen)} 元`
    : `${hourly}，正是当地最低`
}

const licenceFact = (trade: string): Fact[] => {
  const words = neededWords(trade)
  return words === null ? [] : [{ label: '要证', value: words, note: '有证的，在“我的”里“我的证件”交上来' }]
}

export const jobFacts = (job: JobDetail, now: number, hiring = hiringNote(job, now)): Fact[] => [
  {
    label: '时间',
    value: stretch(job.startsAt, job.endsAt, now),
    note: `${restWords(job.breakMinutes)}一共干 ${workTime(minutesWorked(job))}`,
  },
  { label: '地点', value: job.address, ...(job.distanceMetres === null ? {} : { note: `离您 ${distance(job.distanceMetres)}` }) },
  ...(job.hiringName === null ? [] : [{ label: '给谁干', value: job.hiringName, note: `由${job.employer.name}代招` }]),
  { label: '干什么', value: job.description },
  ...licenceFact(job.trade),
  ...(job.requirements ? [{ label: '要求', value: job.requirements }] : []),
  ...(job.perks.length > 0 ? [{ label: '还有', value: perksWords(job.perks) }] : []),
  ...(hiring === null ? [] : [{ label: '怎么招', ...hiring }]),
  ...(job.source === null ? [] : [{ label: '转自', value: job.source.name, ...(job.source.url === null ? {} : { note: job.source.url }) }]),
  {
    label: '联系',
    value: job.contactNameMasked,
    note: job.contactPhone ? '签好了，可以打电话' : '两边签好协议，就能看到电话',
  },
]

export const employerWords = (job: JobDetail, now: number): string =>
  `${employerKindWords[job.employer.kind]} · ${age(job.postedAt, now)}发布`

/** What the speaker reads: as one would tell it at the gate. */
export const jobDetailAloud = (job: JobDetail, now: number): string =>
  [
    job.title,
    `${yuan(job.payFen)} 元一${payUnitWords[job.payUnit]}`,
    settleWords(job),
    ...jobFacts(job, now).map(({ label, value }) => `${label}，${value}`),
    `雇主，${job.employer.name}`,
  ].join('。')
