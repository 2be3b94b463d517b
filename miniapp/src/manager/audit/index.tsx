import { ManagerAudit } from '../../features/audit/manager-audit'
import { useManagerAudit } from '../../features/audit/use-manager-audit'
import { GrantedOnly } from '../../features/session/granted-only'
import { usePageParams } from '../../platform/navigation'

/** `?actorId=` for one colleague; without it of everybody in scope. */
function Audit() {
  const { actorId } = usePageParams()
  return <ManagerAudit ofOne={actorId !== undefined} {...useManagerAudit(actorId)} />
}

export default function ManagerAuditPage() {
  return (
    <GrantedOnly id="manager-audit" title="留痕" roles={['manager', 'inspector', 'officer']}>
      <Audit />
    </GrantedOnly>
  )
}
