import type { Part } from '@market/shared/endpoint'
import { StateCard } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Segmented } from '../../ui/segmented'
import { useNow } from '../../ui/use-now'
import { Tabs } from '../session/tabs'
import { CaseCard } from './case-card'
import { queueWords } from './cases.text'
import type { StaffQueue as Queue } from './use-staff-queue'

/** 队列: everything that waits for a decision, soonest deadline first, each with its owner. */
export function StaffQueue({ queue, view, choose, busyWith, problem, take, giveBack, part }: Queue & { part: Part }) {
  const now = useNow(60_000)
  return (
    <Page id="staff-queue" title="队列" dataAt={queue.at} foot={<Tabs part={part} current="queue" />}>
      <Loaded reading={queue}>
        {({ cases, overdue }) => {
          const mine = cases.filter(({ owner }) => owner?.mine)
          const shown = view === 'mine' ? mine : cases
          return (
            <>
              <StateCard id="queue-state" now={queueWords(cases.length, overdue)} next={cases.length > 0 ? '最急的在最上面，接了就由您办完' : '有新的会出现在这里'} pictogram="queue" />
              {problem && <Notice id="queue-problem" tone="refused">{problem.message}</Notice>}
              <Segmented
                id="queue-view"
                segments={[
                  { value: 'all', label: '全部', count: cases.length },
                  { value: 'mine', label: '我在办的', count: mine.length },
                ]}
                chosen={view}
                onChoose={choose}
              />
              {shown.length === 0 && (
                <EmptyState
                  id="queue-empty"
                  pictogram="checkCircle"
                  title={view === 'mine' ? '您手上没有事' : '都办完了'}
                  words={view === 'mine' ? '从“全部”里接一件。' : '核实身份、看招工、办举报，都从这里开始。'}
                />
              )}
              {shown.map((one) => (
                <CaseCard key={one.id} one={one} now={now} busy={busyWith === one.id} onTake={() => void take(one)} onGiveBack={() => void giveBack(one)} />
              ))}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
