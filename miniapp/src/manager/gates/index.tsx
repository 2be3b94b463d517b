import type { Me } from '@market/shared/session/session.contract'
import { ManagerGates } from '../../features/gates/manager-gates'
import { useManagerGates } from '../../features/gates/use-manager-gates'
import { having } from '../../features/me/places'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { open, usePageParams } from '../../platform/navigation'
import { staffPaths } from '../../staff/paths'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { managerPaths } from '../paths'

const OfMarket = ({ backTo, marketId }: { backTo: string; marketId: string }) => <ManagerGates backTo={backTo} {...useManagerGates(marketId)} />

/** `?marketId=`; without it the only market somebody has a right for. */
function Gates({ me }: { me: Me }) {
  const { marketId } = usePageParams()
  const home = having('manager', 'operator', 'officer')(me) ? managerPaths.home : staffPaths.duty
  const chosen = marketId ?? me.grants.find((grant) => grant.marketId !== null)?.marketId
  if (chosen !== undefined && chosen !== null) return <OfMarket backTo={home} marketId={chosen} />
  return (
    <Page id="manager-gates" title="入口和海报" backTo={home}>
      <EmptyState id="choose-market" pictogram="place" title="先选一个市场" words="入口和海报是一个市场一个市场管的。" offer={{ id: 'to-markets', label: '去选市场', onTap: () => void open(managerPaths.markets) }} />
    </Page>
  )
}

export default function ManagerGatesPage() {
  const me = useSession((session) => session.me)
  return (
    <GrantedOnly id="manager-gates" title="入口和海报" roles={['staff', 'manager', 'operator', 'officer']}>
      {me && <Gates me={me} />}
    </GrantedOnly>
  )
}
