import { MyDataView } from '../../features/my-data/my-data-view'
import { useMyData } from '../../features/my-data/use-my-data'
import { SignedIn } from '../../features/session/entrance'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function MyDataPage() {
  const now = useNow()
  const doing = useMyData()
  return (
    <Page id="my-data" title="我的信息" backTo={paths.me} dataAt={doing.reading.at}>
      <SignedIn>
        <Loaded reading={doing.reading}>{(data) => <MyDataView data={doing.newest ?? data} doing={doing} now={now} />}</Loaded>
      </SignedIn>
    </Page>
  )
}
