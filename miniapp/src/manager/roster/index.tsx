import type { Me } from '@market/shared/session/session.contract'
import { staffRoles } from '@market/shared/words/lists'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { ManagerRoster } from '../../features/staff/manager-roster'
import { useManagerRoster } from '../../features/staff/use-manager-roster'
import { usePageParams } from '../../platform/navigation'

/** `?marketId=`; without it the only market somebody has a right for. */
function Roster({ me }: { me: Me }) {
  const { marketId } = usePageParams()
  return <ManagerRoster me={me} {...useManagerRoster(marketId ?? me.grants.find((grant) => grant.marketId !== null)?.marketId ?? null)} />
}

export default function ManagerRosterPage() {
  const me = useSession((session) => session.me)
  return (
    <GrantedOnly id="manager-roster" title="人员" roles={staffRoles}>
      {me && <Roster me={me} />}
    </GrantedOnly>
  )
}
