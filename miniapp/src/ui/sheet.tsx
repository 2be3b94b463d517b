import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from '../platform/spoken'
import { Button } from './button'
import { classNames } from './class-names'

type Props = {
  id: string
  title: string
  onClose: () => void
  closeLabel?: string
  /** The button to close stays at the thumb, however long the sheet is: `main` where what was chosen counts already. */
  stays?: 'main' | 'secondary'
  children: ReactNode
}

/** A few fields over the page, from the thumb upwards. Nothing is done by closing it. */
export function Sheet({ id, title, onClose, closeLabel = '先不', stays, children }: Props) {
  return (
    <View id={id} className="ui-sheet-ground" {...spoken({ role: 'dialog', label: title })}>
      <View className="ui-sheet-beside" onClick={onClose} />
      <View className="ui-sheet">
        <View className="ui-heading">{title}</View>
        {children}
        <View className={classNames(stays && 'ui-sheet-foot')}>
          <Button id={`${id}-close`} label={closeLabel} kind={stays ?? 'secondary'} onTap={onClose} />
        </View>
      </View>
    </View>
  )
}
