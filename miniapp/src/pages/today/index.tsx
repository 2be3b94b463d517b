import { NewcomerView } from '../../features/check-in/newcomer-view'
import { useToday } from '../../features/check-in/use-today'
import { useTodayEntry } from '../../features/check-in/use-today-entry'
import { WorkerToday } from '../../features/check-in/worker-today'
import { EnterFirst } from '../../features/demo/enter-first'
import { PosterQuestion } from '../../features/scan/poster-question'
import { ScanNews, ScanPanel } from '../../features/scan/scan-panel'
import { useScan } from '../../features/scan/use-scan'
import { useEntrance } from '../../features/session/entrance'
import { homeOf, usePart } from '../../features/session/part'
import { useSession } from '../../features/session/session.store'
import { Tabs } from '../../features/session/tabs'
import { startAt, usePageParams } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Chip, Page } from '../../ui/page'
import { useScanner } from '../../ui/scanner'

export default function TodayPage() {
  const { q, scene } = usePageParams()
  const code = q ?? scene ?? null
  const me = useSession((session) => session.me)
  const part = usePart()
  const entrance = useEntrance()
  const scanning = useScan(part)
  const scanner = useScanner((read) => void scanning.scanned(read), '对准门口、招工单上的码')
  const { checkIn, matches } = useToday()
  useTodayEntry(code, entrance, scanning.scanned)

  const registered = me?.roles.includes('worker') ?? false
  const here = checkIn.value?.checkIn ?? null
  const news = (
    <>
      <ScanNews scanning={scanning} />
      {scanning.poster && <PosterQuestion poster={scanning.poster} busy={scanning.busy} onScan={scanner.start} />}
    </>
  )
  const panel = (
    <ScanPanel scanning={scanning} onScan={scanner.start} main={registered && !scanning.poster} withDemoGate={here === null && part === 'worker'} />
  )

  return (
    <Page
      id="today"
      title={here?.marketName ?? '零工市场'}
      chips={here && <Chip>{`我是 ${here.number} 号`}</Chip>}
      typeSwitch
      dataAt={matches.at}
      overlay={scanner.sheet}
      foot={me && <Tabs part={part} current="today" />}
    >
      {!me && <EnterFirst entrance={entrance} withCode={code !== null} />}
      {me && part === 'worker' && registered && (
        <WorkerToday checkIn={checkIn} matches={matches} news={news}>
          {panel}
        </WorkerToday>
      )}
      {me && part === 'worker' && !registered && (
        <>
          {news}
          <NewcomerView>{panel}</NewcomerView>
        </>
      )}
      {me && part !== 'worker' && (
        <>
          {news}
          {panel}
          <Button id="go-home" label="去我的首页" kind="secondary" onTap={() => void startAt(homeOf(part))} />
        </>
      )}
    </Page>
  )
}
