import { Text, View } from '@tarojs/components'
import type { Coverage } from '@market/shared/markets/markets.contract'
import type { ReactNode } from 'react'
import type { Reading } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { BarRow } from '../../ui/bar-row'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'
import { TreeList, TreePath } from '../../ui/tree-list'
import { countWords, levelLine, levelWords, regionKindWords, stateLook } from './manager-coverage.text'
import './market.scss'

type Props = { reading: Reading<Coverage>; officer: boolean; onRegion: (code: string) => void }

/** How far 1 + 19 + N has come, and where nothing is yet: down to streets and villages. */
export function ManagerCoverage({ reading, officer, onRegion }: Props) {
  return (
    <Page id="coverage" title="覆盖情况" backTo={managerPaths.home} dataAt={reading.at}>
      <Loaded reading={reading} cards={3}>
        {({ region, above, system, levels, here, children }) => (
          <>
            <TreePath id="coverage-path" steps={[...above, region].map(({ code, name }) => ({ id: code, label: name }))} onOpen={onRegion} />
            {region.kind === 'province' && <SystemCard system={system} />}
            {levels.length > 0 && (
              <Card id="levels">
                {levels.map((level) => (
                  <BarRow key={level.kind} {...levelLine(level)} />
                ))}
              </Card>
            )}
            {here.length > 0 && (
              <>
                <Heading>{`设在${region.name}的`}</Heading>
                <TreeList id="here" rows={here.map(({ id, name }) => ({ id, label: name, pictogram: 'place' }))} onOpen={(marketId) => void open(paths.market, { marketId })} />
              </>
            )}
            {officer && region.kind !== 'province' && (
              <Button id="new-here" label={`在${region.name}设立`} kind="secondary" pictogram="post" onTap={() => void open(managerPaths.newMarket, { region: region.code })} />
            )}
            {children.length > 0 && (
              <>
                <Heading>{`下面的${regionKindWords[children[0]?.region.kind ?? region.kind]}`}</Heading>
                <TreeList id="regions" rows={children.map(childRow)} onOpen={onRegion} />
              </>
            )}
            {children.length === 0 && here.length === 0 && <EmptyState id="nothing-here" pictogram="place" title="这里还没有服务站" words="最近的服务站可能在街道或乡镇上" />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

const Heading = ({ children }: { children: ReactNode }) => (
  <View className="ui-section" {...spoken({ role: 'heading' })}>
    {children}
  </View>
)

const childRow = ({ region, state, markets, stations, levels }: Coverage['children'][number]) => ({
  id: region.code,
  label: region.name,
  under: [countWords({ markets, stations }), levelWords(levels)].filter((part) => part !== '').join(' · '),
  beside: <Tag tone={stateLook(state).tone}>{stateLook(state).words}</Tag>,
})

function SystemCard({ system: { provincial, cities, citiesInAll, local, stations } }: { system: Coverage['system'] }) {
  const parts = [
    { id: 'provincial', figure: String(provincial), under: '省级市场' },
    { id: 'cities', figure: String(cities), under: `市级市场，应有 ${citiesInAll} 个` },
    { id: 'local', figure: String(local), under: '县级和专业市场' },
  ]
  return (
    <Card id="system">
      <View className="ui-heading">全省“1+19+N”建了多少</View>
      <View className="market-figures" {...spoken({ role: 'img', label: `省级市场 ${provincial} 个，市级市场 ${cities} 个，县级和专业市场 ${local} 个` })}>
        {parts.map(({ id, figure, under }, index) => (
          <View key={id} id={`system-${id}`} className="market-figure-part">
            <View className="market-figure">
              {index > 0 && <Text className="market-figure-plus">+</Text>}
              <Text>{figure}</Text>
            </View>
            <View className="ui-soft">{under}</View>
          </View>
        ))}
      </View>
      <View className="ui-soft">{`另有零工服务站 ${stations} 个`}</View>
    </Card>
  )
}
