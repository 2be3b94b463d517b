export type Spoken = {
  role?: 'button' | 'radio' | 'checkbox' | 'tab' | 'heading' | 'alert' | 'img' | 'dialog' | 'status'
  label?: string
  checked?: boolean
  disabled?: boolean
  hidden?: boolean
}

/**
 * Attributes for a screen reader. The role is called `aria-role` in WeChat. An attribute that is not given must
 * not be there at all: Taro's H5 components would print the word "undefined".
 */
export function spoken({ role, label, checked, disabled, hidden }: Spoken): Record<string, string> {
  const attributes: Record<string, string> = {}
  if (role) attributes[process.env.TARO_ENV === 'h5' ? 'role' : 'aria-role'] = role
  if (label !== undefined) attributes['aria-label'] = label
  if (checked !== undefined) attributes['aria-checked'] = String(checked)
  if (disabled !== undefined) attributes['aria-disabled'] = String(disabled)
  if (hidden !== undefined) attributes['aria-hidden'] = String(hidden)
  return attributes
}

/** Makes a tappable thing reachable by a keyboard, where there is one. */
export function keyboardTap(tap: () => void): Record<string, unknown> {
  if (process.env.TARO_ENV !== 'h5') return {}
  return {
    tabIndex: 0,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      tap()
    },
  }
}
