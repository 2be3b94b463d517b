import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { CardLink } from './card'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'

type Props = { id: string; label: string; under?: string; pictogram: PictogramName; below?: ReactNode; onTap: () => void }

/** One line that leads somewhere. */
export function MenuLine({ id, label, under, pictogram, below, onTap }: Props) {
  return (
    <CardLink id={id} label={[label, under].filter(Boolean).join('，')} onTap={onTap}>
      <View className="ui-row-link">
        <Pictogram name={pictogram} />
        <View className="ui-row-link-words">
          <Text>{label}</Text>
          {under && <View className="ui-soft">{under}</View>}
          {below}
        </View>
        <Pictogram name="forward" tone="inkSoft" scale={0.75} />
      </View>
    </CardLink>
  )
}
