import { useRead } from '../../client/use-read'
import { ManagerProfile } from '../../features/markets/manager-profile'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { usePageParams } from '../../platform/navigation'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { managerPaths } from '../paths'

function Profile() {
  const { marketId = '', saved, made } = usePageParams()
  const officer = useSession(({ me }) => me?.roles.includes('officer') ?? false)
  const reading = useRead('GET /api/markets/:marketId', { params: { marketId } })
  if (reading.value === null) {
    return (
      <Page id="market-profile" title="市场资料" backTo={managerPaths.home}>
        <Loaded reading={reading} cards={3}>{() => null}</Loaded>
      </Page>
    )
  }
  return <ManagerProfile key={marketId} page={reading.value} news={made === '1' ? 'made' : saved === '1' ? 'saved' : null} officer={officer} reload={reading.reload} />
}

export default function MarketProfilePage() {
  return (
    <GrantedOnly id="market-profile" title="市场资料" roles={['manager', 'officer']} part="manager">
      <Profile />
    </GrantedOnly>
  )
}
