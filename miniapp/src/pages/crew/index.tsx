import { View } from '@tarojs/components'
import { useState } from 'react'
import { CrewProblem, CrewRules, LeaderCrewView, MemberCrewView, NoCrewView } from '../../features/crews/crew-view'
import { useCrew, type MyCrew } from '../../features/crews/use-crew'
import { useJoining } from '../../features/crews/use-joining'
import { useSession } from '../../features/session/session.store'
import { SignedIn } from '../../features/session/entrance'
import { open, usePageParams } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useScanner } from '../../ui/scanner'
import { paths } from '../paths'

/** 我的班组. Opened with `code` by whoever scanned one: then the question is whether to join. */
export default function CrewPage() {
  const params = usePageParams()
  const [code, setCode] = useState<string | null>(params.code ?? null)
  const isWorker = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  const crew = useCrew(isWorker)
  const joining = code !== null && !(crew.reading.value?.crew ?? null)
  if (joining) return <JoinPage code={code} isWorker={isWorker} onBack={() => setCode(null)} />
  return <MyCrewPage crew={crew} onCode={setCode} />
}

function JoinPage({ code, isWorker, onBack }: { code: string; isWorker: boolean; onBack: () => void }) {
  const { look, problem, busy, join } = useJoining(code)
  const go = async (): Promise<void> => {
    if (!isWorker) await open(paths.register, { crew: code })
    else if (await join()) onBack()
  }
  return (
    <Page
      id="crew"
      title="进班组"
      backTo={paths.me}
      foot={
        look && (
          <View className="ui-foot-action ui-stack">
            <CrewProblem words={problem} />
            <Button id="crew-join" label={look.full ? '满员了' : isWorker ? '进这个班组' : '先登记，再进班组'} disabled={look.full} busy={busy} busyLabel="正在进…" onTap={() => void go()} />
          </View>
        )
      }
    >
      <SignedIn>
        <Loaded reading={{ value: look, problem: problem === null ? null : { message: problem }, reload: async () => onBack() }} cards={1}>
          {({ name, leaderMasked, size }) => (
            <>
              <StateCard id="crew-state" now={name} next={`班长 ${leaderMasked}，现在 ${size} 人`} pictogram="people" />
              <CrewRules />
            </>
          )}
        </Loaded>
      </SignedIn>
    </Page>
  )
}

function MyCrewPage({ crew, onCode }: { crew: MyCrew; onCode: (code: string) => void }) {
  const [asking, setAsking] = useState<'leave' | 'close' | null>(null)
  const scanner = useScanner(onCode, '对准班长手机上的码')
  const { reading, busy, problem } = crew
  const none = reading.value !== null && reading.value.crew === null
  const close = (act: () => Promise<void>): void => {
    setAsking(null)
    void act()
  }
  return (
    <Page
      id="crew"
      title="我的班组"
      backTo={paths.me}
      dataAt={reading.at}
      foot={
        none && (
          <View className="ui-foot-action ui-stack">
            <CrewProblem words={problem} />
            <Button id="crew-make" label="建班组，出码" kind="secondary" busy={busy} busyLabel="正在建…" onTap={() => void crew.make()} />
          </View>
        )
      }
      overlay={
        scanner.sheet ||
        (asking === 'close' && (
          <ConfirmSheet id="crew-close-sheet" title="解散班组？" words="码马上停用，大家都退出来。签好的活还算数。" confirmLabel="解散" danger onConfirm={() => close(crew.close)} onClose={() => setAsking(null)} />
        )) ||
        (asking === 'leave' && (
          <ConfirmSheet id="crew-leave-sheet" title="退出班组？" words="签好的活还算数，照常去。想回来，再扫班长的码。" confirmLabel="退出" onConfirm={() => close(crew.leave)} onClose={() => setAsking(null)} />
        ))
      }
    >
      <SignedIn>
        <Loaded reading={reading}>
          {({ crew: mine }) =>
            mine === null ? (
              <NoCrewView {...crew} onScan={scanner.start} />
            ) : mine.mine ? (
              <LeaderCrewView crew={mine} onClose={() => setAsking('close')} />
            ) : (
              <MemberCrewView crew={mine} onLeave={() => setAsking('leave')} />
            )
          }
        </Loaded>
        {!none && <CrewProblem words={problem} />}
      </SignedIn>
    </Page>
  )
}
