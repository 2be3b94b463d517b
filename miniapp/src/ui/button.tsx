import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'
import { Tap } from './tap'
import type { ColourName } from './tokens'

export type ButtonKind = 'main' | 'secondary' | 'danger' | 'quiet'

type Props = {
  id: string
  label: string
  onTap: () => void
  kind?: ButtonKind
  /** Small buttons stand in rows inside cards; the main action of a screen is never small. */
  small?: boolean
  pictogram?: PictogramName
  /** While it works: says so, and a second tap does nothing. */
  busy?: boolean
  busyLabel?: string
  disabled?: boolean
  /** What a screen reader says instead of the label, where the label alone would be ambiguous. */
  spokenLabel?: string
}

const tones: Record<ButtonKind, ColourName> = { main: 'onAction', secondary: 'actionInk', danger: 'refusedInk', quiet: 'actionInk' }

export function Button(props: Props) {
  const { id, onTap, kind = 'main', small = false, pictogram, busy = false, busyLabel = '正在办…', disabled = false } = props
  const words = busy ? busyLabel : props.label
  return (
    <Tap
      id={id}
      className={classNames('ui-button', `ui-button-${kind}`, small && 'ui-button-small', busy ? 'ui-button-working' : disabled && 'ui-button-off')}
      onTap={onTap}
      label={props.spokenLabel ?? words}
      disabled={busy || disabled}
    >
      {busy ? <View className="ui-button-busy" /> : pictogram && <Pictogram name={pictogram} tone={disabled ? 'inkSoft' : tones[kind]} scale={small ? 0.85 : 1} />}
      <Text className="ui-button-label">{words}</Text>
    </Tap>
  )
}

/** Buttons side by side, sharing the width; under large type they stand below one another. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <View className="ui-button-row">{children}</View>
}
