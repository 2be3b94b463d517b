import { EmployerOnly } from '../../features/register/employer-only'
import { EmployerStanding } from '../../features/supervision/employer-standing'

export default function EmployerStandingPage() {
  return (
    <EmployerOnly id="employer-standing" title="信用记录">
      <EmployerStanding />
    </EmployerOnly>
  )
}
