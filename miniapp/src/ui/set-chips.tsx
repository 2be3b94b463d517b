import { Text, View } from '@tarojs/components'
import { Pictogram } from './pictogram'
import { Tap } from './tap'

/** What narrows a list, each to be taken off by a tap; nothing where nothing does. */
export function SetChips<N extends string>({ id, set, onClear }: { id: string; set: readonly { name: N; label: string }[]; onClear: (name: N) => void }) {
  if (set.length === 0) return null
  return (
    <View id={id} className="ui-set">
      {set.map(({ name, label }) => (
        <Tap key={name} id={`${id}-${name}`} className="ui-set-one ui-tap" label={`${label}，点一下去掉`} onTap={() => onClear(name)}>
          <Text>{label}</Text>
          <Pictogram name="cross" scale={0.64} />
        </Tap>
      ))}
    </View>
  )
}
