import { EmployerRegistration } from '../../features/register/employer-registration'
import { usePageParams } from '../../platform/navigation'

export default function EmployerRegisterPage() {
  return <EmployerRegistration marketId={usePageParams().marketId ?? null} />
}
