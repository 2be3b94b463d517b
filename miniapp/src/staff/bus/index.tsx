import { transferStaff } from '@market/shared/transfer/transfer.rules'
import { StaffBus } from '../../features/transfer/staff-bus'
import { useStaffBus } from '../../features/transfer/use-staff-bus'
import { GrantedOnly } from '../../features/session/granted-only'
import { usePageParams } from '../../platform/navigation'

/** `?marketId=` where it leaves, `?toMarketId=` where it goes. */
function Bus() {
  const { marketId, toMarketId } = usePageParams()
  return <StaffBus {...useStaffBus(marketId, toMarketId)} />
}

export default function StaffBusPage() {
  return (
    <GrantedOnly id="staff-bus" title="安排一趟车" roles={transferStaff}>
      <Bus />
    </GrantedOnly>
  )
}
