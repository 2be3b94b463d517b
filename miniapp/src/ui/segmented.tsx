import { Text, View } from '@tarojs/components'
import { classNames } from './class-names'
import { Pictogram } from './pictogram'
import { Tap } from './tap'

export type Segment<V extends string> = { value: V; label: string; count?: number }

/** Two to four views of the same thing, one of them open. What is open is underlined and has a tick, not only another colour. */
export function Segmented<V extends string>({ id, segments, chosen, onChoose }: {
  id: string
  segments: readonly Segment<V>[]
  chosen: V
  onChoose: (value: V) => void
}) {
  return (
    <View id={id} className={classNames('ui-segments', segments.length === 4 && 'ui-segments-4')}>
      {segments.map(({ value, label, count }) => {
        const here = value === chosen
        const words = count === undefined ? label : `${label} ${count}`
        return (
          <Tap
            key={value}
            id={`${id}-${value}`}
            className={classNames('ui-segment', here && 'ui-segment-here')}
            role="tab"
            label={here ? `${words}，正在看` : words}
            onTap={() => {
              if (!here) onChoose(value)
            }}
          >
            {here && <Pictogram name="check" scale={0.64} />}
            <Text>{words}</Text>
          </Tap>
        )
      })}
    </View>
  )
}
