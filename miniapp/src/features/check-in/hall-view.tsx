import { Text, View } from '@tarojs/components'
import type { Presence } from '@market/shared/check-in/presence.contract'
import { tradeName } from '@market/shared/words/lists'
import type { Reading } from '../../client/use-read'
import { paths } from '../../pages/paths'
import { Card } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { capacityWords, levelWords, presentNow } from './presence.text'
import './hall.scss'

/** The hall's screen: who is here by trade, for everybody, without a name. One line, one trade, the largest first. */
export function HallView({ presence }: { presence: Reading<Presence> }) {
  return (
    <Page id="hall" title={presence.value?.marketName ?? '谁在场'} backTo={paths.markets} dataAt={presence.at}>
      <Loaded reading={presence} cards={1}>
        {(now) => (
          <>
            <View id="hall-total" className="hall-total">{presentNow(now)}</View>
            {capacityWords(now.people, now.safeCapacity) && <View className="ui-soft">{capacityWords(now.people, now.safeCapacity)}</View>}
            {now.trades.length === 0 ? (
              <EmptyState id="hall-empty" pictogram="people" title="还没有人签到" words="扫门口的码签到，这里马上看得到。" />
            ) : (
              <Card id="hall-trades">
                <View className="hall-trades">
                  {now.trades.map((one) => (
                    <View key={one.trade} id={`hall-${one.trade}`} className="hall-trade">
                      <View className="hall-row">
                        <Text>{tradeName(one.trade)}</Text>
                        <Text className="hall-people">{`${one.people} 人`}</Text>
                      </View>
                      {one.levels.length > 0 && (
                        <View className="ui-soft hall-levels">
                          {levelWords(one).map((words) => <Text key={words}>{words}</Text>)}
                        </View>
                      )}
                    </View>
                  ))}
                </View>
              </Card>
            )}
            <View className="ui-soft">会几样的人每样都算，所以加起来比总数多。</View>
          </>
        )}
      </Loaded>
    </Page>
  )
}
