import Taro from '@tarojs/taro'

/**
 * A place for one value that outlives the app. The key carries a version: a value of an older shape is
 * never read as a newer one. Storage that is full or forbidden (private windows) loses the value, not the app.
 */
export type Slot<T> = { read(): T | null; write(value: T): void; clear(): void }

export const slot = <T>(key: string): Slot<T> => ({
  read() {
    try {
      const text: unknown = Taro.getStorageSync(key)
      return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : null
    } catch {
      return null
    }
  },
  write(value) {
    try {
      Taro.setStorageSync(key, JSON.stringify(value))
    } catch {
      // Nothing to do: the value stays in memory for as long as the app is open.
    }
  },
  clear() {
    try {
      Taro.removeStorageSync(key)
    } catch {
      // The same.
    }
  },
})

/** Forgets every value whose key starts so: what signing out has to do on a phone that three people share. */
export function forgetAll(prefix: string): void {
  try {
    for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith(prefix)) Taro.removeStorageSync(key)
  } catch {
    // The same.
  }
}
