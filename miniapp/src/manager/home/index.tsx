import { ManagerHome } from '../../features/monitor/manager-home'
import { useManagerHome } from '../../features/monitor/use-manager-home'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import type { Me } from '@market/shared/session/session.contract'

const Home = ({ me }: { me: Me }) => <ManagerHome me={me} {...useManagerHome(me)} />

export default function ManagerHomePage() {
  const me = useSession((session) => session.me)
  return (
    <GrantedOnly id="manager-home" title="总览" roles={['manager', 'inspector', 'operator', 'officer']} part="manager">
      {me && <Home me={me} />}
    </GrantedOnly>
  )
}
