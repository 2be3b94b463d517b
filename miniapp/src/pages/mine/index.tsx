import { MyJobsView } from '../../features/apply/my-jobs-view'
import { useApplications } from '../../features/apply/use-applications'
import { Tabs } from '../../features/session/tabs'
import { WorkerOnly } from '../../features/session/worker-only'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'

export default function MinePage() {
  const now = useNow()
  const reading = useApplications()
  return (
    <Page id="mine" title="我的活" dataAt={reading.at} foot={<Tabs part="worker" current="mine" />}>
      <WorkerOnly>
        <Loaded reading={reading}>{({ applications }) => <MyJobsView applications={applications} now={now} />}</Loaded>
      </WorkerOnly>
    </Page>
  )
}
