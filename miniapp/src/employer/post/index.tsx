import { EmployerPost } from '../../features/jobs/employer-post'
import { useEmployerPost } from '../../features/jobs/use-employer-post'
import { EmployerPostNeedsMarket } from '../../features/jobs/employer-post-needs-market'
import { useEmployerMarket } from '../../features/markets/employer-market'
import { EmployerOnly } from '../../features/register/employer-only'
import { usePageParams } from '../../platform/navigation'

function Post({ marketId, again }: { marketId: string; again: boolean }) {
  const known = useEmployerMarket(({ market }) => market)
  return <EmployerPost {...useEmployerPost(marketId, again)} marketName={known?.id === marketId ? known.name : null} />
}

export default function EmployerPostPage() {
  const { marketId, again } = usePageParams()
  return (
    <EmployerOnly id="employer-post" title="发布招工" marketId={marketId ?? null}>
      {marketId ? <Post key={marketId} marketId={marketId} again={again === '1'} /> : <EmployerPostNeedsMarket />}
    </EmployerOnly>
  )
}
