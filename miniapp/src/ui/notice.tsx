import { Text, View } from '@tarojs/components'
import { spoken } from '../platform/spoken'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'
import type { ColourName } from './tokens'

export type NoticeTone = 'plain' | 'wait' | 'confirmed' | 'refused'

const looks: Record<NoticeTone, { pictogram: PictogramName; ink: ColourName }> = {
  plain: { pictogram: 'message', ink: 'actionInk' },
  wait: { pictogram: 'wait', ink: 'waitInk' },
  confirmed: { pictogram: 'checkCircle', ink: 'confirmedInk' },
  refused: { pictogram: 'alert', ink: 'refusedInk' },
}

/** An answer that stays where it belongs until something else is done; nothing that pops up and is gone. */
export function Notice({ id, tone = 'plain', children }: { id: string; tone?: NoticeTone; children: string }) {
  const { pictogram, ink } = looks[tone]
  return (
    <View id={id} className={`ui-notice ui-notice-${tone}`} {...spoken({ role: tone === 'refused' ? 'alert' : 'status' })}>
      <Pictogram name={pictogram} tone={ink} scale={0.86} />
      <Text className="ui-notice-words">{children}</Text>
    </View>
  )
}
