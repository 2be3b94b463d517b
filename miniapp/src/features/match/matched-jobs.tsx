import { View } from '@tarojs/components'
import type { Match } from '@market/shared/match/match.contract'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { JobCard } from '../../ui/job-card'
import { ApplyButton } from '../apply/apply-button'

/** The jobs that fit, best first, each with why and with 报名 on the card. */
export function MatchedJobs({ matches, now }: { matches: readonly Match[]; now: number }) {
  return (
    <>
      {matches.map(({ job, reasons }) => (
        <JobCard key={job.id} job={job} now={now} reasons={reasons} onOpen={() => void open(paths.job, { jobId: job.id })}>
          <View className="ui-stack">
            <ApplyButton id={`apply-${job.id}`} job={job} label="报名" />
          </View>
        </JobCard>
      ))}
    </>
  )
}
