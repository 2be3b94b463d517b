import { EmployerScan } from '../../features/jobs/employer-scan'
import { useEmployerScan } from '../../features/jobs/use-employer-scan'

export default function EmployerScanPage() {
  return <EmployerScan {...useEmployerScan()} />
}
