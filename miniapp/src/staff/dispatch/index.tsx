import { StaffOnly } from '../../features/arrive/staff-only'
import { StaffDispatch } from '../../features/dispatch/staff-dispatch'
import { useDispatch } from '../../features/dispatch/use-dispatch'

const Dispatch = () => <StaffDispatch {...useDispatch()} />

export default function StaffDispatchPage() {
  return (
    <StaffOnly id="staff-dispatch" title="派工">
      <Dispatch />
    </StaffOnly>
  )
}
