import { useRead } from '../../client/use-read'
import { insideWeChat } from '../../platform/host'
import { startAt } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { StateCard } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { EmptyState, Skeleton } from '../../ui/page-states'
import { EnteringWeChat, type Entrance } from '../session/entrance'
import { DemoPeopleView } from './demo-people-view'
import { useDemoPeople } from './use-demo-people'

type Props = {
  entrance: Entrance
  /** A printed code opened the app, and is answered once somebody has entered. */
  withCode: boolean
}

/** What stands on the first page while nobody is signed in: WeChat does it by itself, a sandbox lets one choose. */
export function EnterFirst({ entrance, withCode }: Props) {
  const about = useRead('GET /api/about', insideWeChat ? null : {})
  if (insideWeChat) return <EnteringWeChat {...entrance} />
  return (
    <Loaded reading={about}>
      {({ sandbox }) =>
        sandbox ? (
          <DemoEntrance entrance={entrance} withCode={withCode} />
        ) : (
          <EmptyState
            id="only-in-wechat"
            pictogram="scan"
            title="请用微信扫门口的码进来"
            words="在浏览器里只能看看有什么活"
            offer={{ id: 'look-around', label: '看看有什么活', onTap: () => void startAt(paths.find) }}
          />
        )
      }
    </Loaded>
  )
}

/** The door of a sandbox. A real installation has none. */
function DemoEntrance({ entrance: { entering, problem, enter }, withCode }: Props) {
  const people = useDemoPeople()
  return (
    <>
      <StateCard id="demo-entrance" now="演示：选一个人进来" next={withCode ? '您扫了门口的码，选好人就接着办' : '人和活都是编的，可以放心点'} />
      {problem && <Notice id="enter-problem" tone="refused">{problem.message}</Notice>}
      {entering ? (
        <Skeleton cards={1} />
      ) : (
        <Loaded reading={people} cards={3}>
          {({ people: all }) => <DemoPeopleView people={all} onPerson={({ personId }) => void enter(personId)} onNewcomer={() => void enter()} />}
        </Loaded>
      )}
    </>
  )
}
