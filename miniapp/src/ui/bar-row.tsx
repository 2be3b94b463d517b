import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { FillBar, type FillPart } from './fill-bar'
import { Pictogram } from './pictogram'
import { Tap } from './tap'

type Props = {
  id: string
  label: string
  /** What the bar says, in figures: `12 件`, `9 / 19`. */
  figure: string
  /** How much of the bar is filled, `count` of `whole`; a whole of 0 leaves it empty. */
  count: number
  whole: number
  tone?: FillPart['tone']
  /** A quiet line below the bar. */
  note?: string
  /** Something small beside the label, such as a Tag. */
  beside?: ReactNode
  /** Where tapping it leads, when it leads anywhere. */
  onTap?: () => void
}

/** One line of a comparison: label, figure, bar. For loads, coverage, shares. */
export function BarRow({ id, label, figure, count, whole, tone = 'action', note, beside, onTap }: Props) {
  const content = (
    <>
      <View className="ui-bar-row-head">
        <Text className="ui-bar-row-label">{label}</Text>
        {beside}
        <Text className="ui-bar-row-figure">{figure}</Text>
        {onTap && <Pictogram name="forward" tone="inkSoft" scale={0.64} />}
      </View>
      <FillBar parts={[{ count, tone }]} whole={whole} label={`${label}，${figure}`} />
      {note && <View className="ui-soft">{note}</View>}
    </>
  )
  return onTap ? (
    <Tap id={id} className="ui-bar-row ui-bar-row-tap" label={`${label}，${figure}`} onTap={onTap}>
      {content}
    </Tap>
  ) : (
    <View id={id} className="ui-bar-row">
      {content}
    </View>
  )
}
