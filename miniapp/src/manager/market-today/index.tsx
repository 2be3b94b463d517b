import type { Me } from '@market/shared/session/session.contract'
import { useRead } from '../../client/use-read'
import { ManagerMarket } from '../../features/monitor/manager-market'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { usePageParams } from '../../platform/navigation'

function Market({ me }: { me: Me }) {
  const { marketId = '' } = usePageParams()
  return <ManagerMarket me={me} marketId={marketId} today={useRead('GET /api/markets/:marketId/today', { params: { marketId } })} />
}

export default function ManagerMarketPage() {
  const me = useSession((session) => session.me)
  return (
    <GrantedOnly id="manager-market" title="市场" roles={['manager', 'inspector', 'operator', 'officer']} part="manager">
      {me && <Market me={me} />}
    </GrantedOnly>
  )
}
