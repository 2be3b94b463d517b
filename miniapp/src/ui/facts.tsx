import { View } from '@tarojs/components'

export type Fact = { label: string; value: string; note?: string }

/** A list of what is what: label at the left, answer at the right, a quiet note below it. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <View className="ui-facts">
      {facts.map(({ label, value, note }) => (
        <View key={label} className="ui-fact">
          <View className="ui-fact-label">{label}</View>
          <View className="ui-fact-value">
            {value}
            {note && <View className="ui-fact-note">{note}</View>}
          </View>
        </View>
      ))}
    </View>
  )
}
