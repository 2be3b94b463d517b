import { EmployerHome } from '../../features/jobs/employer-home'
import { useEmployerHome } from '../../features/jobs/use-employer-home'
import { EmployerOnly } from '../../features/register/employer-only'

const Home = () => <EmployerHome {...useEmployerHome()} />

export default function EmployerHomePage() {
  return (
    <EmployerOnly id="employer-home" title="招工">
      <Home />
    </EmployerOnly>
  )
}
