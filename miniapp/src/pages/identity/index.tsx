import { IdentityView } from '../../features/identity/identity-view'
import { useIdentity } from '../../features/identity/use-identity'
import { SignedIn } from '../../features/session/entrance'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

function Identity() {
  const now = useNow()
  const doing = useIdentity()
  return <Loaded reading={doing.reading}>{(identity) => <IdentityView identity={identity} now={now} doing={doing} />}</Loaded>
}

export default function IdentityPage() {
  return (
    <Page id="identity" title="实名" backTo={paths.me}>
      <SignedIn>
        <Identity />
      </SignedIn>
    </Page>
  )
}
