import { staffRoles } from '@market/shared/words/lists'
import { StaffQueue } from '../../features/cases/staff-queue'
import { useStaffQueue } from '../../features/cases/use-staff-queue'
import { GrantedOnly } from '../../features/session/granted-only'
import { usePart } from '../../features/session/part'

/** The same page for the desk and for those above it; it keeps the tabs of the part one came from. */
function Queue() {
  const part = usePart()
  return <StaffQueue {...useStaffQueue()} part={part === 'staff' ? 'staff' : 'manager'} />
}

export default function StaffQueuePage() {
  return (
    <GrantedOnly id="staff-queue" title="队列" roles={staffRoles}>
      <Queue />
    </GrantedOnly>
  )
}
