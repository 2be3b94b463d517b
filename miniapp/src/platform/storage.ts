import Taro from '@tarojs/taro'

/** Keys that begin so hold what the server can be asked for again. */
export const expendable = 'read.'

/**
 * A place for one value that outlives the app. The key carries a version: a value of an older shape is
 * never read as a newer one. When storage is full, what can be read again gives way to it: an act that is on its way or a form
 * half filled must not. Where storage is forbidden (private windows) the value is lost, not the app.
 */
export type Slot<T> = { read(): T | null; write(value: T): void; clear(): void }

function stored(key: string, text: string): boolean {
  try {
    Taro.setStorageSync(key, text)
    return true
  } catch {
    return false
  }
}

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
    const text = JSON.stringify(value)
    if (stored(key, text)) return
    forgetAll(expendable)
    // When it still does not fit, there is nothing to do: the value stays in memory for as long as the app is open.
    stored(key, text)
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
