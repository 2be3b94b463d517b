import { View } from '@tarojs/components'
import { needsLicence } from '@market/shared/identity/work-licences'
import type { JobCard as Job } from '@market/shared/jobs/jobs.contract'
import { payUnitWords, perkWords, settleTimeWords, tradeIcon } from '@market/shared/words/lists'
import { distance, moment, workTime, yuan } from '@market/shared/words/show'
import type { ReactNode } from 'react'
import { Card, CardHead, Why } from './card'
import { Pay } from './pay'
import { Phrases } from './phrases'
import { Speaker } from './speaker'
import { Tag } from './tag'
import { Tap } from './tap'

/** Minutes actually worked. */
const worked = (job: Job): number => Math.round((job.endsAt - job.startsAt) / 60_000) - job.breakMinutes

const meals = (job: Job): string[] =>
  job.perks.filter((perk) => perk === 'lunch' || perk === 'supper' || perk === 'lodging').map((perk) => perkWords[perk])

const whereWords = (job: Job): string[] => [...(job.distanceMetres === null ? [] : [distance(job.distanceMetres)]), job.address]

const whenWords = (job: Job, now: number): string[] => [`${moment(job.startsAt, now)} 开工`, `干 ${workTime(worked(job))}`, ...(needsLicence(job.trade) ? ['要操作证'] : []), ...meals(job)]

/** The card as one would read it out at the gate. */
export const jobAloud = (job: Job, now: number): string =>
  [
    job.title,
    `${yuan(job.payFen)} 元一${payUnitWords[job.payUnit]}`,
    settleTimeWords[job.settleWhen],
    ...whereWords(job),
    ...whenWords(job, now),
    `还缺 ${Math.max(0, job.headcount - job.filled)} 人`,
  ].join('，')

type Props = {
  job: Job
  now: number
  /** Why it fits this person, in words. */
  reasons?: readonly string[]
  onOpen: () => void
  /** What can be done with it right here: 报名. */
  children?: ReactNode
}

/** A job in a list: pay first, then where and when, then why. */
export function JobCard({ job, now, reasons = [], onOpen, children }: Props) {
  const missing = Math.max(0, job.headcount - job.filled)
  return (
    <Card id={`job-${job.id}`}>
      <CardHead
        title={job.title}
        pictogram={tradeIcon(job.trade)}
        under={whereWords(job)}
        beside={<Speaker id={`job-${job.id}-aloud`} text={jobAloud(job, now)} />}
      />
      <Tap id={`job-${job.id}-open`} className="ui-job-body ui-tap-area" onTap={onOpen} label={`${job.title}，看详情`}>
        <View className="ui-job-pay">
          <Pay fen={job.payFen} per={payUnitWords[job.payUnit]} rest={settleTimeWords[job.settleWhen]} />
          {missing > 0 ? <Tag tone="wait">{`还缺 ${missing} 人`}</Tag> : <Tag>已招满</Tag>}
        </View>
        <View className="ui-soft">
          <Phrases parts={whenWords(job, now)} between="，" />
        </View>
        {reasons.length > 0 && <Why><Phrases parts={reasons} between=" · " /></Why>}
      </Tap>
      {children && <View className="ui-card-action">{children}</View>}
    </Card>
  )
}
