import { View } from '@tarojs/components'
import type { Overview } from '@market/shared/monitor/monitor.contract'
import type { Me } from '@market/shared/session/session.contract'
import { tradeName } from '@market/shared/words/lists'
import type { ReactNode } from 'react'
import { managerPaths } from '../../manager/paths'
import { open, startAt } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { staffPaths } from '../../staff/paths'
import { BarRow } from '../../ui/bar-row'
import { Card, StateCard } from '../../ui/card'
import { DueClock } from '../../ui/due-clock'
import { Loaded } from '../../ui/loaded'
import { MenuLine } from '../../ui/menu-line'
import { Page } from '../../ui/page'
import { Tag } from '../../ui/tag'
import { TreeList } from '../../ui/tree-list'
import { casePictograms, caseTitles, ownerWords, queueWords } from '../cases/cases.text'
import { PlaceLines } from '../me/place-lines'
import { placesFor } from '../me/places'
import { Tabs } from '../session/tabs'
import { DayCard } from './day-card'
import { marketLineWords, scopeWords, shortageWords } from './manager-home.text'
import type { ManagerHome as Home } from './use-manager-home'

/** How many of the most pressing cases stand on the home page. */
const pressing = 3

/** 总览: where I answer for what, what is pressing, today against a usual day, what is short, and the ways on. */
export function ManagerHome({ me, marketId, overview, queue }: Home & { me: Me }) {
  const places = placesFor(me, 'manager', 'home').filter(({ atMarket }) => !atMarket || marketId !== null)
  return (
    <Page id="manager-home" title="总览" typeSwitch dataAt={overview.at ?? queue.at} foot={<Tabs part="manager" current="home" />}>
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
                below={<DueClock dueAt={one.dueAt} />}
                onTap={() => void startAt(staffPaths.queue)}
              />
            ))}
          </>
        )}
      </Loaded>
      <Loaded reading={overview} cards={1}>
        {(day) => (
          <>
            <DayCard id="manager-today" title={day.marketCount === 1 ? '今天' : `今天 · ${day.marketCount} 个市场和服务站`} today={day.today} usual={day.usual} openPlaces={day.openPlaces} />
            <Shortages day={day} />
            {marketId === null && <Markets day={day} />}
          </>
        )}
      </Loaded>
      <PlaceLines places={places} marketId={marketId ?? undefined} />
    </Page>
  )
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <View className="ui-section" {...spoken({ role: 'heading' })}>
      {children}
    </View>
  )
}

function Shortages({ day: { shortages } }: { day: Overview }) {
  if (shortages.length === 0) return null
  return (
    <>
      <Heading>缺人的工种</Heading>
      <Card id="shortages">
        {shortages.map((one) => (
          <BarRow key={one.trade} id={`short-${one.trade}`} label={tradeName(one.trade)} figure={shortageWords(one)} count={one.present} whole={one.places} tone="mid" />
        ))}
      </Card>
    </>
  )
}

function Markets({ day: { markets } }: { day: Overview }) {
  if (markets.length === 0) return null
  return (
    <>
      <Heading>今天有动静的市场</Heading>
      <TreeList
        id="markets-today"
        rows={markets.map((line) => ({
          id: line.marketId,
          label: line.name,
          under: marketLineWords(line),
          ...(line.overdueCases > 0 ? { beside: <Tag tone="refused">{`${line.overdueCases} 件超时`}</Tag> } : {}),
        }))}
        onOpen={(marketId) => void open(managerPaths.marketToday, { marketId })}
      />
    </>
  )
}
