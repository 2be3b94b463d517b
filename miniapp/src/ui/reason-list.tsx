import { Text, View } from '@tarojs/components'
import { spoken } from '../platform/spoken'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'
import type { ColourName } from './tokens'

export type ReasonTone = 'refused' | 'wait' | 'confirmed' | 'plain'

export type Reason = {
  id: string
  /** What was found or is missing, and how to put it right. */
  words: string
  /** Where it comes from: the clause of law, the field, the part of the text. */
  under?: string
  tone?: ReasonTone
}

const signs: Record<ReasonTone, { pictogram: PictogramName; ink: ColourName; said: string }> = {
  refused: { pictogram: 'crossCircle', ink: 'refusedInk', said: '不行' },
  wait: { pictogram: 'alert', ink: 'waitInk', said: '要看一下' },
  confirmed: { pictogram: 'checkCircle', ink: 'confirmedInk', said: '好了' },
  plain: { pictogram: 'message', ink: 'actionInk', said: '' },
}

/** Everything that was found, or is still missing, said at once: one line each, with a sign beside the colour. */
export function ReasonList({ id, reasons }: { id: string; reasons: readonly Reason[] }) {
  return (
    <View id={id} className="ui-reasons">
      {reasons.map(({ id: reasonId, words, under, tone = 'refused' }) => {
        const { pictogram, ink, said } = signs[tone]
        return (
          <View key={reasonId} id={`${id}-${reasonId}`} className={`ui-reason ui-reason-${tone}`} {...spoken({ label: [said, words, under].filter(Boolean).join('，') })}>
            <Pictogram name={pictogram} tone={ink} scale={0.86} />
            <View className="ui-reason-words">
              <Text>{words}</Text>
              {under && <View className="ui-soft">{under}</View>}
            </View>
          </View>
        )
      })}
    </View>
  )
}
