import { ManagerGate } from '../../features/gates/manager-gate'
import { useManagerGate } from '../../features/gates/use-manager-gate'
import { GrantedOnly } from '../../features/session/granted-only'
import { usePageParams } from '../../platform/navigation'

function Gate() {
  const { gateId = '' } = usePageParams()
  return <ManagerGate {...useManagerGate(gateId)} />
}

export default function ManagerGatePage() {
  return (
    <GrantedOnly id="manager-gate" title="入口" roles={['staff', 'manager', 'operator', 'officer']}>
      <Gate />
    </GrantedOnly>
  )
}
