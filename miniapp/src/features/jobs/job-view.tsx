import { Text, View } from '@tarojs/components'
import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import { payUnitWords, settleTimeWords, settleWayWords, tradeIcon } from '@market/shared/words/lists'
import { CallButton } from '../../ui/call-button'
import { Card, CardHead } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { FillBar } from '../../ui/fill-bar'
import { Pay } from '../../ui/pay'
import { Speaker } from '../../ui/speaker'
import { Tag } from '../../ui/tag'
import { EmployerStanding } from '../identity/employer-standing'
import { employerWords, hourlyWords, jobDetailAloud, jobFacts } from './job.text'

/** A job with everything a worker decides by: pay first, then when and where, then who. */
export function JobView({ job, now }: { job: JobDetail; now: number }) {
  const missing = Math.max(0, job.headcount - job.filled)
  return (
    <>
      <Card id="job-pay">
        <CardHead title={job.title} pictogram={tradeIcon(job.trade)} beside={<Speaker id="job-aloud" text={jobDetailAloud(job, now)} />} />
        <View className="ui-job-body">
          <Pay fen={job.payFen} per={payUnitWords[job.payUnit]} />
          <View>{`${settleTimeWords[job.settleWhen]} · 用${settleWayWords[job.settleHow]}`}</View>
          <View className="ui-soft">{hourlyWords(job)}</View>
        </View>
      </Card>
      <Card id="job-facts">
        <Facts facts={jobFacts(job, now)} />
        {job.contactPhone && (
          <View className="ui-card-action">
            <CallButton id="call-contact" label="打电话" number={job.contactPhone} />
          </View>
        )}
      </Card>
      <Card id="job-employer">
        <CardHead title={job.employer.name} under={employerWords(job, now)} />
        <EmployerStanding jobId={job.id} />
      </Card>
      <Card id="job-places" tight>
        <View className="ui-between">
          <Text>{`招 ${job.headcount} 人，已有 ${job.filled} 人`}</Text>
          {missing > 0 ? <Tag tone="wait">{`还缺 ${missing} 人`}</Tag> : <Tag>已招满</Tag>}
        </View>
        <FillBar parts={[{ count: job.filled, tone: 'action' }]} whole={job.headcount} label={`招 ${job.headcount} 人，已有 ${job.filled} 人`} />
      </Card>
    </>
  )
}
