import { EmployerKeys } from '../../features/exchange/employer-keys'
import { EmployerOnly } from '../../features/register/employer-only'
import '../../features/exchange/employer-keys.scss'

export default function EmployerKeysPage() {
  return (
    <EmployerOnly id="employer-keys" title="接口钥匙">
      <EmployerKeys />
    </EmployerOnly>
  )
}
