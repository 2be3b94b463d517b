import { Text, View } from '@tarojs/components'

type Props = { parts: readonly string[]; between: '，' | ' · ' }

/** Short phrases in a row: a line breaks between them, and inside one only where it is longer than the line. */
export function Phrases({ parts, between }: Props) {
  if (between === '，') {
    return (
      <View className="ui-phrases">
        {parts.map((part, at) => <Text key={part}>{at < parts.length - 1 ? part + between : part}</Text>)}
      </View>
    )
  }
  // Each phrase brings its dot in a margin that is cut off where a line begins: no line begins or ends with a dot.
  return (
    <View className="ui-phrases-cut">
      <View className="ui-phrases ui-phrases-apart">
        {parts.map((part, at) => (
          <View key={part} className="ui-phrase">
            {at > 0 && <Text className="ui-phrase-between">{between}</Text>}
            <Text>{part}</Text>
          </View>
        ))}
      </View>
    </View>
  )
}
