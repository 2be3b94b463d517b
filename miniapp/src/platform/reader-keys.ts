/**
 * A card reader that acts as a keyboard may part its fields by tabs, and in a browser a tab would carry the rest of the
 * card into the next fields of the form. While it types, tabs are text; an empty field is left by Tab like any other.
 */
export function tabsAsText(isTyping: boolean, onTab: () => void): Record<string, unknown> {
  if (process.env.TARO_ENV !== 'h5') return {}
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Tab' || !isTyping) return
      event.preventDefault()
      onTab()
    },
  }
}
