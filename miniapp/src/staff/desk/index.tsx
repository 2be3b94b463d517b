import { StaffOnly } from '../../features/arrive/staff-only'
import { StaffDesk } from '../../features/desk/staff-desk'

export default function StaffDeskPage() {
  return (
    <StaffOnly id="staff-desk" title="服务台">
      <StaffDesk />
    </StaffOnly>
  )
}
