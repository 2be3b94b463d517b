import { presenceReaders } from '@market/shared/check-in/presence.rules'
import { StaffPresence } from '../../features/check-in/staff-presence'
import { useStaffPresence } from '../../features/check-in/use-staff-presence'
import { GrantedOnly } from '../../features/session/granted-only'
import { usePageParams } from '../../platform/navigation'

/** `?marketId=` for whoever answers for several markets. */
function Presence() {
  const { marketId } = usePageParams()
  return <StaffPresence {...useStaffPresence(marketId)} />
}

export default function StaffPresencePage() {
  return (
    <GrantedOnly id="staff-presence" title="在场" roles={presenceReaders}>
      <Presence />
    </GrantedOnly>
  )
}
