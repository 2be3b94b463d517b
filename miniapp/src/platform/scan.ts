import Taro from '@tarojs/taro'

export type ScanOutcome =
  | { got: 'code'; code: string }
  | { got: 'cancelled' }
  /** The camera is not there or not allowed: the person may type the code, or pick a picture of it. */
  | { got: 'no_camera' }

/** Whether the phone scans by itself (WeChat), or our own camera page is needed (H5). */
export const scansByItself = process.env.TARO_ENV !== 'h5'

/** WeChat's own scanner. A mini-program code has no text of its own; its page address carries the token. */
export async function scanWithWeChat(): Promise<ScanOutcome> {
  try {
    const { result, path } = await Taro.scanCode({ onlyFromCamera: false, scanType: ['qrCode'] })
    return { got: 'code', code: result || path }
  } catch (failure) {
    const message = String((failure as { errMsg?: string } | null)?.errMsg ?? '')
    return message.includes('cancel') ? { got: 'cancelled' } : { got: 'no_camera' }
  }
}
