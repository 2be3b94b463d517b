import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import type { Match } from '@market/shared/match/match.contract'
import { open, startAt } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { EmptyState } from '../../ui/page-states'
import { ApplicationCard } from '../apply/application-card'
import { MatchedJobs } from '../match/matched-jobs'
import { standingOf } from './standing'

type StandingProps = Parameters<typeof standingOf>[0] & { now: number }

export const WorkerStanding = ({ now, ...known }: StandingProps) => <StateCard id="standing" {...standingOf(known, now)} />

/** Jobs that are under way or wait for the worker: before anything new. */
export function JobsUnderWay({ applications, now }: { applications: readonly Application[]; now: number }) {
  if (applications.length === 0) return null
  return (
    <View id="under-way" className="ui-stack">
      <View className="ui-section" {...spoken({ role: 'heading' })}>
        您的活
      </View>
      {applications.map((application) => (
        <ApplicationCard key={application.id} application={application} now={now} />
      ))}
    </View>
  )
}

export function FittingJobs({ matches, now }: { matches: readonly Match[]; now: number }) {
  return (
    <View id="matches" className="ui-stack">
      <View className="ui-section" {...spoken({ role: 'heading' })}>
        适合您的活
      </View>
      {matches.length === 0 ? (
        <EmptyState
          id="no-matches"
          pictogram="find"
          title="现在没有合适的"
          words="可以看看别的活，或者改一改您会干的活"
          offer={{ id: 'go-find', label: '看全部的活', onTap: () => void startAt(paths.find) }}
        />
      ) : (
        <MatchedJobs matches={matches} now={now} />
      )}
      <Button id="match-rules" label="怎么排先后" kind="quiet" onTap={() => void open(paths.matchRules)} />
    </View>
  )
}
