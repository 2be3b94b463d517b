import Taro from '@tarojs/taro'

/**
 * Tells when a picture of the screen is taken, where the phone says so: WeChat does, a browser does not.
 * @returns a function that stops telling
 */
export function watchScreenshots(tell: () => void): () => void {
  if (process.env.TARO_ENV === 'h5') return () => undefined
  Taro.onUserCaptureScreen(tell)
  return () => Taro.offUserCaptureScreen(tell)
}
