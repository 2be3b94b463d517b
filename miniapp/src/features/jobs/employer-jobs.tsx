import { View } from '@tarojs/components'
import type { MyJob } from '@market/shared/jobs/jobs.contract'
import type { Reading } from '../../client/use-read'
import { employerPaths } from '../../employer/paths'
import { open, startAt } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { useNow } from '../../ui/use-now'
import { Tabs } from '../session/tabs'
import { EmployerJobCard } from './employer-job-card'
import { sortJobs } from './employer-jobs.text'

/** 岗位: all jobs of an employer, what waits for them first, what is over last. */
export function EmployerJobs({ jobs }: { jobs: Reading<{ jobs: MyJob[] }> }) {
  const now = useNow()
  return (
    <Page id="employer-jobs" title="岗位" dataAt={jobs.at} foot={<Tabs part="employer" current="jobs" />}>
      <Loaded reading={jobs}>
        {({ jobs: mine }) => {
          const { waiting, open: hiring, past } = sortJobs(mine)
          const groups = [
            { name: '轮到您了', jobs: waiting },
            { name: '正在招', jobs: hiring },
            { name: '以前的', jobs: past },
          ]
          if (mine.length === 0) {
            return (
              <EmptyState
                id="no-jobs"
                pictogram="mine"
                title="还没有发布过"
                words="发布以后，每个活招了几个人、到了几个人，都在这里。"
                offer={{ id: 'go-home', label: '去发布', onTap: () => void startAt(employerPaths.home) }}
              />
            )
          }
          return groups.map(({ name, jobs: members }) =>
            members.length === 0 ? null : (
              <View key={name} className="ui-stack">
                <View className="ui-section" {...spoken({ role: 'heading' })}>
                  {name}
                </View>
                {members.map((one) => (
                  <EmployerJobCard key={one.job.id} mine={one} people={null} now={now} onOpen={(jobId) => void open(employerPaths.job, { jobId })} />
                ))}
              </View>
            ),
          )
        }}
      </Loaded>
    </Page>
  )
}
