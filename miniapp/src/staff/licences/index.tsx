import { StaffLicences } from '../../features/identity/staff-licences'
import { useStaffLicences } from '../../features/identity/use-staff-licences'
import { GrantedOnly } from '../../features/session/granted-only'

function Licences() {
  return <StaffLicences {...useStaffLicences()} />
}

export default function StaffLicencesPage() {
  return (
    <GrantedOnly id="staff-licences" title="证照到期" roles={['staff', 'manager', 'operator']}>
      <Licences />
    </GrantedOnly>
  )
}
