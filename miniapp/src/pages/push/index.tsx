import { PushSettings } from '../../features/push/push-settings'
import { usePush } from '../../features/push/use-push'
import { SignedIn } from '../../features/session/entrance'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { paths } from '../paths'

export default function PushPage() {
  const push = usePush()
  return (
    <Page id="push" title="新活提醒" backTo={paths.me} dataAt={push.reading.at}>
      <SignedIn>
        <Loaded reading={push.reading} cards={3}>{(settings) => <PushSettings {...push} settings={settings} />}</Loaded>
      </SignedIn>
    </Page>
  )
}
