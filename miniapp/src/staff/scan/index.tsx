import { StaffOnly } from '../../features/arrive/staff-only'
import { StaffScan } from '../../features/arrive/staff-scan'
import { useStaffScan } from '../../features/arrive/use-staff-scan'

const Scan = () => <StaffScan {...useStaffScan()} />

export default function StaffScanPage() {
  return (
    <StaffOnly id="staff-scan" title="扫工作码">
      <Scan />
    </StaffOnly>
  )
}
