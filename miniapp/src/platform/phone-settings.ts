import Taro from '@tarojs/taro'

/** Points to leave free for the phone's own clock and for WeChat's button at the top right. */
export type Insets = { top: number; right: number; barHeight: number }

/** How much larger than usual the person has set the letters of the phone; 1 is usual. */
export function fontScale(): number {
  try {
    if (process.env.TARO_ENV === 'h5') return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
    const { fontSizeScaleFactor } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }
    return fontSizeScaleFactor ?? 1
  } catch {
    return 1
  }
}

/** Whether the phone is set to dark screens. */
export function prefersDark(): boolean {
  try {
    if (process.env.TARO_ENV === 'h5') return matchMedia('(prefers-color-scheme: dark)').matches
    return Taro.getAppBaseInfo().theme === 'dark'
  } catch {
    return false
  }
}

export function insets(): Insets {
  const none = { top: 0, right: 0, barHeight: 0 }
  if (process.env.TARO_ENV === 'h5') return none
  try {
    const { statusBarHeight = 0, windowWidth } = Taro.getWindowInfo()
    const button = Taro.getMenuButtonBoundingClientRect()
    return { top: statusBarHeight, right: windowWidth - button.left, barHeight: button.height + 2 * (button.top - statusBarHeight) }
  } catch {
    return none
  }
}
