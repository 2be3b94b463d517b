import type { Me } from '@market/shared/session/session.contract'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { ManagerPerson } from '../../features/staff/manager-person'
import { useManagerPerson } from '../../features/staff/use-manager-person'
import { usePageParams } from '../../platform/navigation'

/** `?personId=`. */
function Person({ me }: { me: Me }) {
  const { personId = '' } = usePageParams()
  return <ManagerPerson me={me} {...useManagerPerson(personId)} />
}

export default function ManagerPersonPage() {
  const me = useSession((session) => session.me)
  return (
    <GrantedOnly id="manager-person" title="人员" roles={['manager', 'inspector', 'officer']}>
      {me && <Person me={me} />}
    </GrantedOnly>
  )
}
