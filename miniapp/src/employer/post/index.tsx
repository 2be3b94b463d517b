import { EmployerPost } from '../../features/jobs/employer-post'
import { useEmployerPost } from '../../features/jobs/use-employer-post'
import { EmployerPostNeedsMarket } from '../../features/jobs/employer-post-needs-market'
import { useEmployerMarket } from '../../features/markets/employer-market'
import { useMissingForPosting, VerifyFirst } from '../../features/identity/verify-first'
import { EmployerOnly } from '../../features/register/employer-only'
import { usePageParams } from '../../platform/navigation'
import { Page } from '../../ui/page'
import { employerPaths } from '../paths'

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

export default function EmployerPostPage() {
  const { marketId, again } = usePageParams()
  return (
    <EmployerOnly id="employer-post" title="发布招工" marketId={marketId ?? null}>
      {marketId ? <Posting key={marketId} marketId={marketId} again={again === '1'} /> : <EmployerPostNeedsMarket />}
    </EmployerOnly>
  )
}
