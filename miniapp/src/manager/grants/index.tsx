import type { Me } from '@market/shared/session/session.contract'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { ManagerGrants } from '../../features/staff/manager-grants'
import { useManagerGrants } from '../../features/staff/use-manager-grants'

const Grants = ({ me }: { me: Me }) => <ManagerGrants me={me} {...useManagerGrants()} />

export default function ManagerGrantsPage() {
  const me = useSession((session) => session.me)
  return (
    <GrantedOnly id="manager-grants" title="权限" roles={['manager', 'inspector', 'officer']}>
      {me && <Grants me={me} />}
    </GrantedOnly>
  )
}
