import { StaffOnly } from '../../features/arrive/staff-only'
import { StaffUnconfirmed } from '../../features/arrive/staff-unconfirmed'

export default function StaffUnconfirmedPage() {
  return (
    <StaffOnly id="staff-unconfirmed" title="没到岗核实">
      <StaffUnconfirmed />
    </StaffOnly>
  )
}
