import { staffRoles } from '@market/shared/words/lists'
import { GrantedOnly } from '../../features/session/granted-only'
import { StaffPosting } from '../../features/supervision/staff-posting'
import { usePageParams } from '../../platform/navigation'

export default function StaffPostingPage() {
  const { subjectId = '' } = usePageParams()
  return (
    <GrantedOnly id="staff-posting" title="看招工" roles={staffRoles}>
      <StaffPosting jobId={subjectId} />
    </GrantedOnly>
  )
}
