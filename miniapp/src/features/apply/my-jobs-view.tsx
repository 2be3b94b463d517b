import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import { startAt } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { paths } from '../../pages/paths'
import { EmptyState } from '../../ui/page-states'
import { ApplicationCard } from './application-card'
import { byUrgency, groupNames, groupOf, groups } from './progress'

/** All jobs of a worker: what they have to do first, then what is under way, then what is over (newest first). */
export function MyJobsView({ applications, now }: { applications: readonly Application[]; now: number }) {
  if (applications.length === 0) {
    return (
      <EmptyState
        id="no-applications"
        pictogram="mine"
        title="您还没有报过名"
        words="看中哪个活，点一下“报名”，就会出现在这里"
        offer={{ id: 'go-find', label: '去找活', onTap: () => void startAt(paths.find) }}
      />
    )
  }
  return (
    <>
      {groups.map((group) => {
        const members = applications.filter(({ state }) => groupOf(state) === group)
        const ordered = group === 'over' ? [...members].sort((one, other) => other.updatedAt - one.updatedAt) : [...members].sort(byUrgency)
        if (ordered.length === 0) return null
        return (
          <View key={group} id={`group-${group}`} className="ui-stack">
            <View className="ui-section" {...spoken({ role: 'heading' })}>
              {groupNames[group]}
            </View>
            {ordered.map((application) => (
              <ApplicationCard key={application.id} application={application} now={now} />
            ))}
          </View>
        )
      })}
    </>
  )
}
