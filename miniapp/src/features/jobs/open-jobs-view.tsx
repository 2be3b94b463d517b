import { View } from '@tarojs/components'
import type { JobCard as Job } from '@market/shared/jobs/jobs.contract'
import { trades } from '@market/shared/words/lists'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { ListPicker } from '../../ui/fields'
import { JobCard } from '../../ui/job-card'
import { Notice } from '../../ui/notice'
import { EmptyState } from '../../ui/page-states'
import { ApplyButton } from '../apply/apply-button'
import type { OpenJobs } from './use-open-jobs'

export type Order = 'soonest' | 'nearest'

const orders = [
  { value: 'nearest', label: '离我近' },
  { value: 'soonest', label: '最早开工' },
] as const

const tradeChoices = [{ code: null, name: '全部工种' }, ...trades.map(({ code, name }) => ({ code: code as string, name }))]

type FilterProps = {
  trade: string | null
  order: Order
  /** The phone was asked where it is and did not say. */
  placeRefused: boolean
  asking: boolean
  onTrade: (trade: string | null) => void
  onOrder: (order: Order) => void
}

/** Which jobs, and in what order. */
export function JobFilter({ trade, order, placeRefused, asking, onTrade, onOrder }: FilterProps) {
  return (
    <Card>
      <View className="ui-stack">
        <ListPicker
          id="filter-trade"
          label="找什么活"
          words={tradeChoices.map(({ name }) => name)}
          chosen={tradeChoices.findIndex(({ code }) => code === trade)}
          onChoose={(index) => onTrade(tradeChoices[index]?.code ?? null)}
        />
        <ChoiceGrid id="order" label="怎么排" choices={orders} chosen={[order]} onChange={([chosen]) => onOrder(chosen ?? 'soonest')} />
        {asking && <Notice id="place-asking">正在看您在哪儿…</Notice>}
        {placeRefused && <Notice id="place-refused" tone="wait">手机没说您在哪儿，先按开工早晚排。</Notice>}
      </View>
    </Card>
  )
}

type ListProps = { jobs: readonly Job[]; more: OpenJobs['more']; now: number; filtered: boolean; onAll: () => void }

export function OpenJobList({ jobs, more, now, filtered, onAll }: ListProps) {
  if (jobs.length === 0) {
    return filtered ? (
      <EmptyState id="no-jobs" pictogram="find" title="这一样现在没人招" words="看看别的活，或者过一会儿再来" offer={{ id: 'all-trades', label: '看全部工种', onTap: onAll }} />
    ) : (
      <EmptyState id="no-jobs" pictogram="find" title="现在没有在招的活" words="早上四点到八点最多，到时再来看看" />
    )
  }
  return (
    <>
      {jobs.map((job) => <OpenJobCard key={job.id} job={job} now={now} />)}
      <MoreJobs more={more} />
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
