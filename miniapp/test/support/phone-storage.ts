import Taro from '@tarojs/taro'
import { vi } from 'vitest'

/** A look into the phone's storage, and faults of it. */

/** Every value whose key begins so. */
export const storedUnder = <T>(prefix: string): T[] =>
  Taro.getStorageInfoSync().keys.filter((key) => key.startsWith(prefix)).map((key) => JSON.parse(Taro.getStorageSync(key)) as T)

/** Tells of each key, and what is to stand there, just before it is stored. */
export function watchStoring(tell: (key: string, value: string) => void): void {
  const store = Taro.setStorageSync
  vi.spyOn(Taro, 'setStorageSync').mockImplementation((key: string, value: string) => {
    tell(key, value)
    store(key, value)
  })
}

/** Nothing more can be stored. */
export function fullStorage(): void {
  vi.spyOn(Taro, 'setStorageSync').mockImplementation(() => {
    throw new Error('exceed storage max size')
  })
}
