import { View } from '@tarojs/components'
import { spoken } from '../platform/spoken'

export type FillPart = { count: number; tone: 'confirmed' | 'action' | 'mid' }

/** How far the places of a job have filled. The same in words for those who do not see it. */
export function FillBar({ parts, whole, label }: { parts: readonly FillPart[]; whole: number; label: string }) {
  const share = (count: number): string => `${whole > 0 ? Math.min(100, (count / whole) * 100) : 0}%`
  return (
    <View className="ui-fill" {...spoken({ role: 'img', label })}>
      {parts.map(({ count, tone }) => (
        <View key={tone} className={`ui-fill-part ui-fill-${tone}`} style={{ width: share(count) }} />
      ))}
    </View>
  )
}
