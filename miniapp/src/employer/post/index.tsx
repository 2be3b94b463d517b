import { useRead } from '../../client/use-read'
import { employerPaths } from '../paths'
import { EmployerPost } from '../../features/jobs/employer-post'
import { useEmployerPost, type ChangingPosting } from '../../features/jobs/use-employer-post'
import { EmployerPostNeedsMarket } from '../../features/jobs/employer-post-needs-market'
import { useEmployerMarket } from '../../features/markets/employer-market'
import { useMissingForPosting, VerifyFirst } from '../../features/identity/verify-first'
import { EmployerOnly } from '../../features/register/employer-only'
import { usePageParams } from '../../platform/navigation'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'

function Post({ marketId, again }: { marketId: string; again: boolean }) {
  const known = useEmployerMarket(({ market }) => market)
  return <EmployerPost {...useEmployerPost(marketId, again)} marketName={known?.id === marketId ? known.name : null} />
}

/** Nobody types a posting that could not be sent. */
function Posting({ marketId, again }: { marketId: string; again: boolean }) {
  const missing = useMissingForPosting()
  if (missing === null) return <Post marketId={marketId} again={again} />
  return (
    <Page id="employer-post" title="发布招工" backTo={employerPaths.home}>
      <VerifyFirst missing={missing} />
    </Page>
  )
}

const Change = ({ posting }: { posting: ChangingPosting }) => <EmployerPost {...useEmployerPost(posting.draft.marketId, false, posting)} marketName={null} />

/** A posting that is there already opens as it was typed. */
function ChangePosting({ jobId }: { jobId: string }) {
  const reading = useRead('GET /api/jobs/:jobId/draft', { params: { jobId } })
  const { value } = reading
  if (value) return <Change key={`${jobId}:${value.version}`} posting={{ jobId, ...value }} />
  return (
    <Page id="employer-post" title="改招工" backTo={employerPaths.home}>
      <Loaded reading={reading}>{() => null}</Loaded>
    </Page>
  )
}

export default function EmployerPostPage() {
  const { marketId, again, jobId } = usePageParams()
  return (
    <EmployerOnly id="employer-post" title={jobId ? '改招工' : '发布招工'} marketId={marketId ?? null}>
      {jobId ? <ChangePosting jobId={jobId} /> : marketId ? <Posting key={marketId} marketId={marketId} again={again === '1'} /> : <EmployerPostNeedsMarket />}
    </EmployerOnly>
  )
}
