import { useRead } from '../../client/use-read'
import { MyCasesView } from '../../features/cases/my-cases-view'
import { SignedIn } from '../../features/session/entrance'
import { useSession } from '../../features/session/session.store'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function MyCasesPage() {
  const tokens = useSession((session) => session.tokens)
  const mine = useRead('GET /api/my-cases', tokens ? {} : null)
  const now = useNow(60_000)
  return (
    <Page id="my-cases" title="我交办的事" backTo={paths.me} dataAt={mine.at}>
      <SignedIn>
        <Loaded reading={mine}>{({ cases }) => <MyCasesView cases={cases} now={now} />}</Loaded>
      </SignedIn>
    </Page>
  )
}
