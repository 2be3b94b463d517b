import { GateScreenView } from '../../features/gates/gate-screen'
import { useGateScreen } from '../../features/gates/use-gate-screen'
import { usePageParams } from '../../platform/navigation'

export default function GateScreenPage() {
  const { screen = '' } = usePageParams()
  return <GateScreenView {...useGateScreen(screen)} />
}
