import { useState } from 'react'
import { ManagerMarketList } from '../../features/markets/manager-market-list'
import { useManagedMarkets } from '../../features/markets/use-managed-markets'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'

function List() {
  const officer = useSession(({ me }) => me?.roles.includes('officer') ?? false)
  const [name, setName] = useState('')
  return <ManagerMarketList {...useManagedMarkets(name.trim())} name={name} onName={setName} officer={officer} />
}

export default function ManagedMarketsPage() {
  return (
    <GrantedOnly id="managed-markets" title="市场名册" roles={['manager', 'inspector', 'operator', 'officer']} part="manager">
      <List />
    </GrantedOnly>
  )
}
