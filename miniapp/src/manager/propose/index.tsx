import { GrantedOnly } from '../../features/session/granted-only'
import { ManagerPropose } from '../../features/staff/manager-propose'
import { useManagerPropose } from '../../features/staff/use-manager-propose'

const Propose = () => <ManagerPropose {...useManagerPropose()} />

export default function ManagerProposePage() {
  return (
    <GrantedOnly id="manager-propose" title="给人开权限" roles={['manager', 'officer']}>
      <Propose />
    </GrantedOnly>
  )
}
