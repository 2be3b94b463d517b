import { useState } from 'react'
import { NewMarketFoot, NewMarketForm } from '../../features/markets/manager-new-market'
import { RegionPicker, type ChosenRegion } from '../../features/markets/region-picker'
import { useNewMarket } from '../../features/markets/use-new-market'
import { GrantedOnly } from '../../features/session/granted-only'
import { useSession } from '../../features/session/session.store'
import { usePageParams } from '../../platform/navigation'
import { Page } from '../../ui/page'
import { managerPaths } from '../paths'

/** The region an officer answers for, to begin the search there. */
const useOwnRegion = (): string | undefined =>
  useSession(({ me }) => /(\d+)\/$/.exec(me?.grants.find(({ role }) => role === 'officer')?.scopePath ?? '')?.[1])

function Choosing({ onChoose }: { onChoose: (chosen: ChosenRegion) => void }) {
  const { region } = usePageParams()
  const own = useOwnRegion()
  const [at, setAt] = useState<string | undefined>(region ?? own)
  return (
    <Page id="new-market" title="设在哪里" backTo={managerPaths.markets}>
      <RegionPicker at={at} onAt={setAt} onChoose={onChoose} />
    </Page>
  )
}

function Filling({ chosen, onOther }: { chosen: ChosenRegion; onOther: () => void }) {
  const market = useNewMarket(chosen)
  return (
    <Page id="new-market" title="设立市场" backTo={managerPaths.markets} foot={<NewMarketFoot {...market} />}>
      <NewMarketForm {...market} chosen={chosen} onOther={onOther} />
    </Page>
  )
}

function NewMarket() {
  const [chosen, setChosen] = useState<ChosenRegion | null>(null)
  return chosen === null ? <Choosing onChoose={setChosen} /> : <Filling key={chosen.region.code} chosen={chosen} onOther={() => setChosen(null)} />
}

export default function NewMarketPage() {
  return (
    <GrantedOnly id="new-market" title="设立市场" roles={['officer']} part="manager">
      <NewMarket />
    </GrantedOnly>
  )
}
