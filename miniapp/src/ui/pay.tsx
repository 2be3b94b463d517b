import { Text, View } from '@tarojs/components'
import { yuan } from '@market/shared/words/show'

/** Pay, the largest thing on a card. `per` and `rest` are small: `/天`, `当天结`. */
export function Pay({ fen, per, rest }: { fen: number; per?: string; rest?: string }) {
  return (
    <View className="ui-pay">
      <Text className="ui-pay-figure">{yuan(fen)}</Text>
      <Text className="ui-pay-unit">{` 元${per ? `/${per}` : ''}`}</Text>
      {rest && <Text className="ui-pay-rest">{` · ${rest}`}</Text>}
    </View>
  )
}
