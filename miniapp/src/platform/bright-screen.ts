import Taro from '@tarojs/taro'

/**
 * Keeps the screen on, and on a phone at full brightness, while a code is shown to be scanned.
 * @returns a function that puts it back as it was
 */
export function brightScreen(): () => void {
  if (process.env.TARO_ENV === 'h5') {
    const lock = 'wakeLock' in navigator ? navigator.wakeLock.request('screen').catch(() => null) : Promise.resolve(null)
    return () => void lock.then((held) => held?.release())
  }
  let before: number | null = null
  Taro.getScreenBrightness({
    success: ({ value }) => {
      before = value
      Taro.setScreenBrightness({ value: 1, fail: () => undefined })
    },
    fail: () => undefined,
  })
  Taro.setKeepScreenOn({ keepScreenOn: true, fail: () => undefined })
  return () => {
    if (before !== null) Taro.setScreenBrightness({ value: before, fail: () => undefined })
    Taro.setKeepScreenOn({ keepScreenOn: false, fail: () => undefined })
  }
}
