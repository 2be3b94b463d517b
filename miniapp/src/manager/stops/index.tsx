import { GrantedOnly } from '../../features/session/granted-only'
import { ManagerStops } from '../../features/supervision/manager-stops'

export default function ManagerStopsPage() {
  return (
    <GrantedOnly id="manager-stops" title="暂停发布" roles={['manager', 'inspector', 'officer']}>
      <ManagerStops />
    </GrantedOnly>
  )
}
