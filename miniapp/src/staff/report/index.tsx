import { staffRoles } from '@market/shared/words/lists'
import { GrantedOnly } from '../../features/session/granted-only'
import { StaffReport } from '../../features/supervision/staff-report'
import { usePageParams } from '../../platform/navigation'

export default function StaffReportPage() {
  const { subjectId = '' } = usePageParams()
  return (
    <GrantedOnly id="staff-report" title="办举报" roles={staffRoles}>
      <StaffReport reportId={subjectId} />
    </GrantedOnly>
  )
}
