import { staffRoles } from '@market/shared/words/lists'
import { GrantedOnly } from '../../features/session/granted-only'
import { StaffAppeal } from '../../features/supervision/staff-appeal'
import { usePageParams } from '../../platform/navigation'

export default function StaffAppealPage() {
  const { subjectId = '' } = usePageParams()
  return (
    <GrantedOnly id="staff-appeal" title="看申诉" roles={staffRoles}>
      <StaffAppeal appealId={subjectId} />
    </GrantedOnly>
  )
}
