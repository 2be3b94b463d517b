import { Text, View } from '@tarojs/components'
import { spoken } from '../platform/spoken'
import { Pictogram } from './pictogram'

export type Step = { label: string; state: 'done' | 'here' | 'ahead'; note?: string }

const stateWords: Record<Step['state'], string> = { done: '已办好', here: '到这一步了', ahead: '还没到' }

/** A way in steps from top to bottom: what is done has a tick, where one stands is filled, what is ahead is empty. */
export function Steps({ id, steps }: { id: string; steps: readonly Step[] }) {
  return (
    <View id={id} className="ui-steps">
      {steps.map(({ label, state, note }, index) => (
        <View key={label} className={`ui-step ui-step-${state}`} {...spoken({ label: `第 ${index + 1} 步，${label}，${stateWords[state]}` })}>
          <View className="ui-step-mark">
            {state === 'done' ? <Pictogram name="check" tone="onAction" scale={0.57} /> : <Text>{String(index + 1)}</Text>}
          </View>
          <View className="ui-step-words">
            <View className="ui-step-label">{label}</View>
            {note && <View className="ui-soft">{note}</View>}
          </View>
        </View>
      ))}
    </View>
  )
}
