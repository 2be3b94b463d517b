import { EmployerScan } from '../../features/jobs/employer-scan'
import { useEmployerScan } from '../../features/jobs/employer-scan.hook'

export default function EmployerScanPage() {
  return <EmployerScan {...useEmployerScan()} />
}
