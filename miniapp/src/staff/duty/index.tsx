import { StaffDuty, useDuty } from '../../features/arrive/staff-duty'
import { StaffOnly } from '../../features/arrive/staff-only'

const Duty = () => <StaffDuty duty={useDuty()} />

export default function StaffDutyPage() {
  return (
    <StaffOnly id="staff-duty" title="值班">
      <Duty />
    </StaffOnly>
  )
}
