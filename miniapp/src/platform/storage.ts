import Taro from '@tarojs/taro'

/** What a worker's phone shows its pass with. */
export const passPrefix = 'pass.1:'

/** Who is expected at a market: it goes when somebody signs out. */
export const rosterKey = 'roster.1'

/** Keys that begin so hold what the server can be asked for again. */
export const expendable = 'read.'

/**
 * A place for one value that outlives the app. The key carries a version: a value of an older shape is
 * never read as a newer one. When storage is full, what can be read again gives way to it: an act that is on its way or a form
 * half filled must not. Where storage is forbidden (private windows) the value is lost, not the app.
 */
export type Slot<T> = {
  read(): T | null
  /** Whether it is on the phone now. Each value is written whole or not at all. */
  write(value: T): boolean
  clear(): void
}

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
    if (stored(key, text)) return true
    forgetAll(expendable)
    // When it still does not fit, there is nothing to do: the value stays in memory for as long as the app is open.
    return stored(key, text)
  },
  clear() {
    try {
      Taro.removeStorageSync(key)
    } catch {
      // The same.
    }
  },
})

/** The keys of every value that begin so, in no order. */
export function keysOf(prefix: string): string[] {
  try {
    return Taro.getStorageInfoSync().keys.filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

/** Characters that browsers keep for one site: 5 MB, two bytes each by the strictest of them. */
const browserRoom = 2_500_000
const nearlyFull = 0.8

/** Whether little room is left for what must not be lost: time to send it. WeChat says so itself, a browser is measured. */
export function isNearlyFull(): boolean {
  try {
    const { currentSize, limitSize, keys } = Taro.getStorageInfoSync()
    if (limitSize > 0) return currentSize > nearlyFull * limitSize
    return keys.reduce((sum, key) => sum + key.length + (localStorage.getItem(key)?.length ?? 0), 0) > nearlyFull * browserRoom
  } catch {
    return false
  }
}

/** Forgets every value whose key starts so: what signing out has to do on a phone that three people share. */
export function forgetAll(prefix: string): void {
  try {
    for (const key of keysOf(prefix)) Taro.removeStorageSync(key)
  } catch {
    // The same.
  }
}
