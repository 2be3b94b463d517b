import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from '../platform/spoken'
import { Button } from './button'

type Props = { id: string; title: string; onClose: () => void; closeLabel?: string; children: ReactNode }

/** A few fields over the page, from the thumb upwards. Nothing is done by closing it. */
export function Sheet({ id, title, onClose, closeLabel = '先不', children }: Props) {
  return (
    <View id={id} className="ui-sheet-ground" {...spoken({ role: 'dialog', label: title })}>
      <View className="ui-sheet-beside" onClick={onClose} />
      <View className="ui-sheet">
        <View className="ui-heading">{title}</View>
        {children}
        <Button id={`${id}-close`} label={closeLabel} kind="secondary" onTap={onClose} />
      </View>
    </View>
  )
}
