import Taro from '@tarojs/taro'
import type { ChosenFile } from './file-choice'

/** A chosen file as the bytes that are sent. */
export function bytesOf({ base64 }: ChosenFile): ArrayBuffer {
  if (process.env.TARO_ENV !== 'h5') return Taro.base64ToArrayBuffer(base64)
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes.buffer
}
