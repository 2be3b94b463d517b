import Taro from '@tarojs/taro'

/** A phone that does not allow it just stays as it is. */
const setBrightness = (value: number): Promise<unknown> => Taro.setScreenBrightness({ value }).catch(() => undefined)
const keepOn = (keepScreenOn: boolean): void => void Taro.setKeepScreenOn({ keepScreenOn }).catch(() => undefined)

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
  void Taro.getScreenBrightness()
    .then(({ value }) => {
      before = value
      return setBrightness(1)
    })
    .catch(() => undefined)
  keepOn(true)
  return () => {
    if (before !== null) void setBrightness(before)
    keepOn(false)
  }
}
