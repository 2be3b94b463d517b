import { transferStaff } from '@market/shared/transfer/transfer.rules'
import { StaffTransfer } from '../../features/transfer/staff-transfer'
import { useStaffTransfer } from '../../features/transfer/use-staff-transfer'
import { GrantedOnly } from '../../features/session/granted-only'
import { usePageParams } from '../../platform/navigation'

/** `?marketId=` for whoever answers for several markets. */
function Transfers() {
  const { marketId } = usePageParams()
  return <StaffTransfer {...useStaffTransfer(marketId)} />
}

export default function StaffTransferPage() {
  return (
    <GrantedOnly id="staff-transfer" title="转场" roles={transferStaff}>
      <Transfers />
    </GrantedOnly>
  )
}
