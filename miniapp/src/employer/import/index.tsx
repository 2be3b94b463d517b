import { EmployerImport } from '../../features/exchange/employer-import'
import { useEmployerImport } from '../../features/exchange/use-employer-import'
import { useEmployerMarket } from '../../features/markets/employer-market'
import { EmployerOnly } from '../../features/register/employer-only'

const Import = () => <EmployerImport {...useEmployerImport(useEmployerMarket(({ market }) => market?.id ?? null))} />

export default function EmployerImportPage() {
  return (
    <EmployerOnly id="employer-import" title="批量导入">
      <Import />
    </EmployerOnly>
  )
}
