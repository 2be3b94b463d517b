import { startAt } from '../../platform/navigation'
import { CardHead, Card } from '../../ui/card'
import { Fold } from '../../ui/fold'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { usePageStatus } from '../../ui/page-status'
import { Skeleton } from '../../ui/page-states'
import { View } from '@tarojs/components'
import { useEntrance } from '../session/entrance'
import { currentPart, homeOf } from '../session/part'
import { DemoPeopleView } from './demo-people-view'
import { useDemoPeople } from './use-demo-people'

/** In a sandbox: be somebody else. */
export function DemoSwitch() {
  const sandbox = usePageStatus((status) => status.sandbox)
  const people = useDemoPeople()
  const { entering, problem, enter } = useEntrance()
  const become = async (personId?: string): Promise<void> => {
    if (await enter(personId)) await startAt(homeOf(currentPart()))
  }
  if (!sandbox) return null
  return (
    <Card id="demo-switch">
      <CardHead title="演示：换个人" under="只在演示环境里有" />
      {problem && <Notice id="enter-problem" tone="refused">{problem.message}</Notice>}
      <Fold id="demo-switch-open" show="选一个人" hide="收起">
        <View className="ui-stack">
          {entering ? (
            <Skeleton cards={1} />
          ) : (
            <Loaded reading={people}>
              {({ people: all }) => <DemoPeopleView people={all} onPerson={({ personId }) => void become(personId)} onNewcomer={() => void become()} />}
            </Loaded>
          )}
        </View>
      </Fold>
    </Card>
  )
}
