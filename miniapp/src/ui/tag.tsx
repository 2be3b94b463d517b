import { Text, View } from '@tarojs/components'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'
import type { ColourName } from './tokens'

export type TagTone = 'plain' | 'wait' | 'confirmed' | 'refused'

const inks: Record<TagTone, ColourName> = { plain: 'actionInk', wait: 'waitInk', confirmed: 'confirmedInk', refused: 'refusedInk' }
/** Colour is never the only sign. */
const signs: Record<TagTone, PictogramName | null> = { plain: null, wait: 'clock', confirmed: 'check', refused: 'alert' }

/** A short state in a word or two. Not for counting down, and not to be tapped. */
export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: string }) {
  const sign = signs[tone]
  return (
    <View className={`ui-tag ui-tag-${tone}`}>
      {sign && <Pictogram name={sign} tone={inks[tone]} scale={0.64} />}
      <Text>{children}</Text>
    </View>
  )
}
