import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from '../platform/spoken'
import { Button } from './button'

type Props = {
  id: string
  title: string
  /** What will happen, and that it cannot be undone. */
  words: string
  confirmLabel: string
  onConfirm: () => void
  onClose: () => void
  closeLabel?: string
  danger?: boolean
  busy?: boolean
  children?: ReactNode
}

/** Asked only before what cannot be undone. Staying is always the easier answer: tapping beside it closes it. */
export function ConfirmSheet({ id, title, words, confirmLabel, onConfirm, onClose, closeLabel = '先不', danger = false, busy = false, children }: Props) {
  return (
    <View id={id} className="ui-sheet-ground" {...spoken({ role: 'dialog', label: title })}>
      <View className="ui-sheet-beside" onClick={onClose} />
      <View className="ui-sheet">
        <View className="ui-heading">{title}</View>
        <View className="ui-sheet-words">{words}</View>
        {children}
        <Button id={`${id}-confirm`} label={confirmLabel} kind={danger ? 'danger' : 'main'} busy={busy} onTap={onConfirm} />
        <Button id={`${id}-close`} label={closeLabel} kind="secondary" onTap={onClose} />
      </View>
    </View>
  )
}
