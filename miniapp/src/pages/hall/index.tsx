import { useKeptFresh } from '../../client/use-kept-fresh'
import { useRead } from '../../client/use-read'
import { HallView } from '../../features/check-in/hall-view'
import { usePageParams } from '../../platform/navigation'

export default function HallPage() {
  const { marketId = '' } = usePageParams()
  const presence = useRead('GET /api/markets/:marketId/presence', { params: { marketId } })
  useKeptFresh(presence)
  return <HallView presence={presence} />
}
