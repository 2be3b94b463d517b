import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { FieldFrame } from './fields'
import { Tap } from './tap'

type Props = {
  id: string
  label: string
  /** What screen readers say of the two buttons: 少一个人, 多一个人. */
  lessLabel: string
  moreLabel: string
  /** Null where it cannot go further. */
  onLess: (() => void) | null
  onMore: (() => void) | null
  hint?: string
  error?: string | null
  /** The value between the buttons: words, an input or a picker. */
  children: ReactNode
}

const nothing = (): void => undefined

/** A value between a minus and a plus the size of a thumb: changed without a keyboard. */
export function Stepper({ id, label, lessLabel, moreLabel, onLess, onMore, hint, error, children }: Props) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <View className="ui-stepper">
        <Tap id={`${id}-minus`} className={`ui-stepper-step${onLess ? '' : ' ui-stepper-off'}`} label={lessLabel} disabled={!onLess} onTap={onLess ?? nothing}>
          <Text>−</Text>
        </Tap>
        <View className="ui-stepper-value">{children}</View>
        <Tap id={`${id}-plus`} className={`ui-stepper-step${onMore ? '' : ' ui-stepper-off'}`} label={moreLabel} disabled={!onMore} onTap={onMore ?? nothing}>
          <Text>+</Text>
        </Tap>
      </View>
    </FieldFrame>
  )
}
