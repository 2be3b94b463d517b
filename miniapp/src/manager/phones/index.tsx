import type { Me } from '@market/shared/session/session.contract'
import { ManagerPhones } from '../../features/arrive/manager-phones'
import { useManagerPhones } from '../../features/arrive/use-manager-phones'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { open, usePageParams } from '../../platform/navigation'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { managerPaths } from '../paths'

const OfMarket = ({ marketId }: { marketId: string }) => <ManagerPhones {...useManagerPhones(marketId)} />

/** `?marketId=`; without it the only market somebody has a right for. */
function Phones({ me }: { me: Me }) {
  const { marketId } = usePageParams()
  const chosen = marketId ?? me.grants.find((grant) => grant.marketId !== null)?.marketId
  if (chosen !== undefined && chosen !== null) return <OfMarket marketId={chosen} />
  return (
    <Page id="manager-phones" title="扫码的手机" backTo={managerPaths.home}>
      <EmptyState id="choose-market" pictogram="place" title="先选一个市场" words="手机是一个市场一个市场管的。" offer={{ id: 'to-markets', label: '去选市场', onTap: () => void open(managerPaths.markets) }} />
    </Page>
  )
}

export default function ManagerPhonesPage() {
  const me = useSession((session) => session.me)
  return (
    <GrantedOnly id="manager-phones" title="扫码的手机" roles={['manager', 'operator']}>
      {me && <Phones me={me} />}
    </GrantedOnly>
  )
}
