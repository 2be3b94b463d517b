import { InboxView } from '../../features/inbox/inbox-view'
import { useOpenedInbox } from '../../features/inbox/use-inbox'
import { SignedIn } from '../../features/session/entrance'
import { usePart } from '../../features/session/part'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function InboxPage() {
  const now = useNow()
  const part = usePart()
  const { reading, isNew } = useOpenedInbox()
  return (
    <Page id="inbox" title="消息" backTo={paths.me} dataAt={reading.at}>
      <SignedIn>
        <Loaded reading={reading}>{({ messages }) => <InboxView messages={messages} isNew={isNew} part={part} now={now} />}</Loaded>
      </SignedIn>
    </Page>
  )
}
