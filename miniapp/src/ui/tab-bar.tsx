import { Text, View } from '@tarojs/components'
import { spoken } from '../platform/spoken'
import { classNames } from './class-names'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'
import { Tap } from './tap'

export type Tab = { id: string; label: string; pictogram: PictogramName; path: string }

/** Our own tab bar: WeChat's keeps its letters small whatever the person chooses. */
export function TabBar({ tabs, current, onChoose }: { tabs: readonly Tab[]; current: string; onChoose: (tab: Tab) => void }) {
  return (
    <View className="ui-tabs" {...spoken({ label: '主菜单' })}>
      {tabs.map((tab) => {
        const here = tab.id === current
        return (
          <Tap
            key={tab.id}
            id={`tab-${tab.id}`}
            className={classNames('ui-tab', here && 'ui-tab-here')}
            role="tab"
            label={here ? `${tab.label}，当前页` : tab.label}
            onTap={() => {
              if (!here) onChoose(tab)
            }}
          >
            <Pictogram name={tab.pictogram} tone={here ? 'actionInk' : 'inkSoft'} />
            <Text>{tab.label}</Text>
          </Tap>
        )
      })}
    </View>
  )
}
