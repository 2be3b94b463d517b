import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { ManagerCoverage } from '../../features/markets/manager-coverage'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { usePageParams } from '../../platform/navigation'

function Coverage() {
  const { region } = usePageParams()
  const officer = useSession(({ me }) => me?.roles.includes('officer') ?? false)
  const [at, setAt] = useState<string | undefined>(region)
  return <ManagerCoverage reading={useRead('GET /api/coverage', { query: at === undefined ? {} : { region: at } })} officer={officer} onRegion={setAt} />
}

export default function CoveragePage() {
  return (
    <GrantedOnly id="coverage" title="覆盖情况" roles={['manager', 'inspector', 'operator', 'officer']} part="manager">
      <Coverage />
    </GrantedOnly>
  )
}
