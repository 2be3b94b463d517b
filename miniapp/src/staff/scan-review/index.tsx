import { StaffScanReview } from '../../features/arrive/staff-scan-review'
import { GrantedOnly } from '../../features/session/granted-only'
import { usePageParams } from '../../platform/navigation'

export default function StaffScanReviewPage() {
  const { subjectId = '' } = usePageParams()
  return (
    <GrantedOnly id="staff-scan-review" title="核对到岗" roles={['staff', 'manager', 'operator']}>
      <StaffScanReview scanId={subjectId} />
    </GrantedOnly>
  )
}
