import { View } from '@tarojs/components'
import type { MarketToday } from '@market/shared/markets/markets.contract'
import type { Me } from '@market/shared/session/session.contract'
import type { Reading } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { PlaceLines } from '../me/place-lines'
import { placesFor } from '../me/places'
import { DayCard } from './day-card'
import { presentWords } from './manager-home.text'

/** One of several markets: its day, and what may be done there. */
export function ManagerMarket({ me, marketId, today }: { me: Me; marketId: string; today: Reading<MarketToday> }) {
  return (
    <Page id="manager-market" title={today.value?.market.name ?? '市场'} backTo={managerPaths.home} dataAt={today.at}>
      <Loaded reading={today} cards={1}>
        {(day) => (
          <>
            <DayCard id="market-today" title="今天" today={day} usual={null} openPlaces={day.openPlaces}>
              <View className="ui-soft">{presentWords(day.presentByTrade)}</View>
            </DayCard>
            <PlaceLines places={placesFor(me, 'manager', 'home').filter(({ atMarket }) => atMarket)} marketId={marketId} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
