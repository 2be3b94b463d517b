import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { keyboardTap, spoken, type Spoken } from '../platform/spoken'

type Props = {
  /** Stable and unique on the page: what tests and screen readers find it by. */
  id: string
  className: string
  onTap: () => void
  children: ReactNode
  role?: Spoken['role']
  label?: string
  checked?: boolean
  disabled?: boolean
  /** Where it stands, on a map or a plan. */
  style?: Record<string, string>
}

/** Anything that can be tapped. Its class must give it the size of a finger (`ui-tap`, `ui-button` or larger). */
export function Tap({ id, className, onTap, children, role = 'button', label, checked, disabled = false, style }: Props) {
  const tap = (): void => {
    if (!disabled) onTap()
  }
  return (
    <View
      id={id}
      className={className}
      {...(style ? { style } : {})}
      hoverClass={disabled ? 'none' : 'ui-pressed'}
      hoverStayTime={80}
      onClick={tap}
      {...keyboardTap(tap)}
      {...spoken({ role, label, checked, disabled })}
    >
      {children}
    </View>
  )
}
