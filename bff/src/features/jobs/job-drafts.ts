import type { JobDraft, JobTemplate } from '@market/shared/jobs/jobs.contract'
import { leastPayFen } from '@market/shared/jobs/jobs.rules'
import { nextStart, tradeTemplates } from '@market/shared/jobs/job-templates'
import type { Market } from '@market/shared/markets/markets.contract'
import { payUnitWords } from '@market/shared/words/lists'
import { yuan } from '@market/shared/words/show'
import { clockTime, minute } from '@market/shared/words/time'
import type { JobRow } from './jobs.queries'

export type Contact = { contactName: string; contactPhone: string }

const label = ({ title, payFen, payUnit, headcount }: JobDraft): string => `${title} · ${yuan(payFen)} 元/${payUnitWords[payUnit]} · ${headcount} 人`

/** One draft for each common trade at this market. Pay that would be below the minimum is raised to it, to the next ten yuan. */
export const draftsOfTrades = (market: Market, contact: Contact, minimumHourlyFen: number, now: number): JobTemplate[] =>
  tradeTemplates.map((template) => {
    const startsAt = nextStart(template.startsAt, now)
    const least = leastPayFen(minimumHourlyFen, template.payUnit, template.minutes - template.breakMinutes)
    const step = template.payUnit === 'day' ? 1_000 : 100
    const draft: JobDraft = {
      marketId: market.id,
      trade: template.trade,
      title: template.title,
      description: template.description,
      requirements: '',
      headcount: template.headcount,
      address: market.address,
      startsAt,
      endsAt: startsAt + template.minutes * minute,
      breakMinutes: template.breakMinutes,
      payFen: Math.max(template.payFen, Math.ceil(least / step) * step),
      payUnit: template.payUnit,
      settleWhen: 'same_day',
      settleHow: 'wechat',
      perks: [...template.perks],
      ...contact,
    }
    return { key: `trade:${template.trade}`, label: label(draft), own: false, draft }
  })

/** The employer's own job once more, at the next time the clock shows its start. */
export const draftOfOwnJob = ({ job }: JobRow, marketId: string, contact: Contact, now: number): JobTemplate => {
  const startsAt = nextStart(clockTime(job.startsAt), now)
  const draft: JobDraft = {
    marketId,
    trade: job.trade,
    title: job.title,
    description: job.description,
    requirements: job.requirements,
    headcount: job.headcount,
    address: job.address,
    lat: job.lat,
    lng: job.lng,
    startsAt,
    endsAt: startsAt + (job.endsAt - job.startsAt),
    breakMinutes: job.breakMinutes,
    payFen: job.payFen,
    payUnit: job.payUnit,
    settleWhen: job.settleWhen,
    settleHow: job.settleHow,
    perks: job.perks,
    hiring: job.hiring,
    ...contact,
  }
  return { key: `own:${job.id}`, label: label(draft), own: true, draft }
}

/** The newest of each kind: what is posted every morning stands once. */
export function distinctJobs(rows: readonly JobRow[], most: number): JobRow[] {
  const seen = new Map<string, JobRow>()
  for (const row of rows) {
    const key = `${row.job.trade}|${row.job.title}|${row.job.address}`
    if (!seen.has(key)) seen.set(key, row)
  }
  return [...seen.values()].slice(0, most)
}
