import { View } from '@tarojs/components'
import type { Me } from '@market/shared/session/session.contract'
import { staffRoleWords } from '@market/shared/words/lists'
import { startAt } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { staffPaths } from '../../staff/paths'
import { Card, StateCard } from '../../ui/card'
import { DueClock } from '../../ui/due-clock'
import { Facts } from '../../ui/facts'
import { Loaded } from '../../ui/loaded'
import { MenuLine } from '../../ui/menu-line'
import { Page } from '../../ui/page'
import { casePictograms, caseTitles, ownerWords, queueWords } from '../cases/cases.text'
import { PlaceLines } from '../me/place-lines'
import { placesFor } from '../me/places'
import { Tabs } from '../session/tabs'
import { dayFigures, presentWords } from './manager-home.text'
import type { ManagerHome as Home } from './use-manager-home'

/** How many of the most pressing cases stand on the home page. */
const pressing = 3

/** 总览: where I answer for what, today's figures, what is pressing, and the ways on. */
export function ManagerHome({ me, marketId, today, queue }: Home & { me: Me }) {
  const places = placesFor(me, 'manager', 'home').filter(({ atMarket }) => !atMarket || marketId !== null)
  return (
    <Page id="manager-home" title="总览" typeSwitch dataAt={today.at ?? queue.at} foot={<Tabs part="manager" current="home" />}>
      <Loaded reading={queue} cards={1}>
        {({ cases, overdue }) => (
          <>
            <StateCard id="manager-state" now={queueWords(cases.length, overdue)} next={scopeWords(me)} pictogram="shield" />
            {cases.slice(0, pressing).map((one) => (
              <MenuLine
                key={one.id}
                id={`pressing-${one.id}`}
                label={caseTitles[one.kind]}
                under={ownerWords(one)}
                pictogram={casePictograms[one.kind]}
                beside={<DueClock dueAt={one.dueAt} />}
                onTap={() => void startAt(staffPaths.queue)}
              />
            ))}
          </>
        )}
      </Loaded>
      {marketId !== null && (
        <Loaded reading={today} cards={1}>
          {(day) => (
            <Card id="manager-today">
              <View className="ui-heading" {...spoken({ role: 'heading' })}>
                {`${day.market.name} · 今天`}
              </View>
              <Facts facts={dayFigures(day)} />
              <View className="ui-soft">{presentWords(day.presentByTrade)}</View>
            </Card>
          )}
        </Loaded>
      )}
      <PlaceLines places={places} marketId={marketId ?? undefined} />
    </Page>
  )
}

/** `负责人 · 洛阳市零工市场`. */
const scopeWords = ({ grants }: Me): string =>
  grants
    .filter(({ role }) => role !== 'staff')
    .map(({ role, scopeName }) => `${staffRoleWords[role]} · ${scopeName}`)
    .join('，')
