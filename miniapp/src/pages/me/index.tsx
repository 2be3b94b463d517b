import { useEffect, useState } from 'react'
import { useRead } from '../../client/use-read'
import { DemoSwitch } from '../../features/demo/demo-switch'
import { useInbox } from '../../features/inbox/use-inbox'
import { MyWork, PartLinks, TypeChoice, WhoAmI } from '../../features/me/me-view'
import { PlaceLines } from '../../features/me/place-lines'
import { placesFor } from '../../features/me/places'
import { SignedIn } from '../../features/session/entrance'
import { usePart } from '../../features/session/part'
import { useSession } from '../../features/session/session.store'
import { Tabs } from '../../features/session/tabs'
import { useLeaving } from '../../features/session/use-leaving'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { MenuLine } from '../../ui/menu-line'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { usePageStatus } from '../../ui/page-status'
import { paths } from '../paths'

export default function MePage() {
  const { me, tokens, known } = useSession()
  const part = usePart()
  const reading = useRead('GET /api/me', tokens ? {} : null)
  const inbox = useInbox()
  const leaving = useLeaving()
  const [asking, setAsking] = useState<'leave' | 'everywhere' | null>(null)
  const unreported = usePageStatus((status) => status.unreported)

  // Roles change at the desk too: what the server says now replaces what this phone remembers.
  const { value } = reading
  useEffect(() => {
    if (value && value.personId === useSession.getState().me?.personId) known(value)
  }, [value, known])

  const unread = inbox.value?.unread ?? 0
  return (
    <Page
      id="me"
      title="我的"
      dataAt={reading.at}
      foot={<Tabs part={part} current="me" />}
      overlay={
        asking === 'leave' ? (
          <ConfirmSheet
            id="leave-sheet"
            title={`还有 ${unreported} 次扫码没报上去`}
            words="最好先连上网，报完再退出。退出也不会丢：您下次在这部手机上进来，会接着报。"
            confirmLabel="还是退出"
            danger
            busy={leaving.busy}
            onConfirm={() => void leaving.leave()}
            onClose={() => setAsking(null)}
          />
        ) : asking === 'everywhere' && (
          <ConfirmSheet
            id="leave-everywhere-sheet"
            title="所有手机都退出？"
            words="手机丢了、被别人用过，就点这个。每部手机都要重新用微信进入。"
            confirmLabel="全部退出"
            danger
            busy={leaving.busy}
            onConfirm={() => void leaving.leaveEverywhere()}
            onClose={() => setAsking(null)}
          />
        )
      }
    >
      <SignedIn>
        {me && (
          <>
            <WhoAmI me={me} />
            {part === 'worker' && <MyWork worker={me.worker} />}
            <MenuLine id="to-inbox" label="消息" under={unread > 0 ? `有 ${unread} 条新的` : undefined} pictogram="message" onTap={() => void open(paths.inbox)} />
            <PlaceLines places={placesFor(me, part)} marketId={me.staff?.marketId} />
            <PartLinks me={me} part={part} />
          </>
        )}
      </SignedIn>
      <TypeChoice />
      {me && (
        <>
          <DemoSwitch />
          {leaving.problem && <Notice id="leave-problem" tone="refused">{leaving.problem.message}</Notice>}
          <Button id="sign-out" label="退出" kind="secondary" pictogram="leave" busy={leaving.busy} onTap={() => (unreported > 0 ? setAsking('leave') : void leaving.leave())} />
          <Button id="sign-out-everywhere" label="所有手机都退出" kind="quiet" small onTap={() => setAsking('everywhere')} />
        </>
      )}
    </Page>
  )
}
