import { View } from '@tarojs/components'
import { useRead } from '../../client/use-read'
import { JobFoot } from '../../features/jobs/job-foot'
import { JobView } from '../../features/jobs/job-view'
import { useWhereIAm } from '../../features/jobs/place.store'
import { ReportJob } from '../../features/supervision/report-job'
import { SignedIn } from '../../features/session/entrance'
import { useSession } from '../../features/session/session.store'
import { usePageParams } from '../../platform/navigation'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function JobPage() {
  const { jobId = '' } = usePageParams()
  const now = useNow()
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const place = useWhereIAm((where) => where.place)
  const reading = useRead('GET /api/jobs/:jobId', signedIn ? { params: { jobId }, ...(place ? { query: place } : {}) } : null)
  const job = reading.value

  return (
    <Page
      id="job"
      title="岗位"
      backTo={paths.find}
      dataAt={reading.at}
      foot={
        job && (
          <View className="ui-foot-action ui-stack">
            <JobFoot job={job} onRefused={() => void reading.reload()} />
          </View>
        )
      }
    >
      <SignedIn>
        <Loaded reading={reading} cards={3}>{(loaded) => (
            <>
              <JobView job={loaded} now={now} />
              <ReportJob job={loaded} />
            </>
          )}</Loaded>
      </SignedIn>
    </Page>
  )
}
