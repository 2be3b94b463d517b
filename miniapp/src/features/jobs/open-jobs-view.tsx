import { View } from '@tarojs/components'
import type { JobCard as Job } from '@market/shared/jobs/jobs.contract'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { JobCard } from '../../ui/job-card'
import { Notice } from '../../ui/notice'
import { EmptyState } from '../../ui/page-states'
import { ApplyButton } from '../apply/apply-button'
import { filtersSet, type FilterName, type JobFilters } from './find-filters'
import type { OpenJobs } from './use-open-jobs'

type ListProps = { jobs: readonly Job[]; more: OpenJobs['more']; now: number; filters: JobFilters; onClear: (name: FilterName) => void; onClearAll: () => void }

export function OpenJobList({ jobs, more, now, filters, onClear, onClearAll }: ListProps) {
  if (jobs.length === 0) return <NoJobs filters={filters} onClear={onClear} onClearAll={onClearAll} />
  return (
    <>
      {jobs.map((job) => <OpenJobCard key={job.id} job={job} now={now} />)}
      <MoreJobs more={more} />
    </>
  )
}

/** Nothing fits: each thing that is set may be let go of by itself. */
export function NoJobs({ filters, onMap = false, onClear, onClearAll }: Pick<ListProps, 'filters' | 'onClear' | 'onClearAll'> & { onMap?: boolean }) {
  const set = filtersSet(filters)
  if (set.length === 0 && onMap) return <EmptyState id="no-jobs" pictogram="find" title="地图这一块没人招" words="挪一挪地图，或者看大一点" />
  if (set.length === 0) return <EmptyState id="no-jobs" pictogram="find" title="现在没有在招的活" words="早上四点到八点最多，到时再来看看" />
  return (
    <>
      <EmptyState
        id="no-jobs"
        pictogram="find"
        title="这样的活现在没人招"
        words="松一个条件，或者过一会儿再来看"
        offer={{ id: 'all-jobs', label: '条件都去掉', onTap: onClearAll }}
      />
      {set.length > 1 && set.map(({ name, loosen }) => <Button key={name} id={`loosen-${name}`} label={loosen} kind="secondary" onTap={() => onClear(name)} />)}
    </>
  )
}

/** A job with the button to take it. */
export const OpenJobCard = ({ job, now }: { job: Job; now: number }) => (
  <JobCard job={job} now={now} onOpen={() => void open(paths.job, { jobId: job.id })}>
    <View className="ui-stack">
      <ApplyButton id={`apply-${job.id}`} job={job} label="报名" />
    </View>
  </JobCard>
)

export function MoreJobs({ more }: { more: OpenJobs['more'] }) {
  return (
    <>
      {more?.problem && <Notice id="more-problem" tone="refused">{more.problem.message}</Notice>}
      {more && <Button id="more" label="再看一些" kind="secondary" busy={more.busy} busyLabel="正在找…" onTap={() => void more.read()} />}
    </>
  )
}
