import { Text, View } from '@tarojs/components'

/** Short phrases in a row: a line breaks between them, and inside one only where it is longer than the line. `between` goes with the phrase before it. */
export function Phrases({ parts, between }: { parts: readonly string[]; between: '，' | ' · ' }) {
  return (
    <View className={between === '，' ? 'ui-phrases' : 'ui-phrases ui-phrases-apart'}>
      {parts.map((part, at) => (
        <Text key={part}>{at < parts.length - 1 ? part + between : part}</Text>
      ))}
    </View>
  )
}
