import { useEffect } from 'react'

/** As much of Taro as components and hooks touch, on jsdom's own storage. */
const kept = new Map<string, string>()

const files = { readFileSync: (): string => '' }

const Taro = {
  getStorageSync: (key: string): string => kept.get(key) ?? '',
  setStorageSync: (key: string, value: string): void => void kept.set(key, value),
  removeStorageSync: (key: string): void => void kept.delete(key),
  getStorageInfoSync: () => ({ keys: [...kept.keys()] }),
  getCurrentPages: () => [{}],
  navigateTo: () => Promise.resolve(),
  navigateBack: () => Promise.resolve(),
  redirectTo: () => Promise.resolve(),
  reLaunch: () => Promise.resolve(),
  chooseMessageFile: (): Promise<{ tempFiles: { name: string; path: string; size: number }[] }> => Promise.resolve({ tempFiles: [] }),
  downloadFile: (): Promise<{ statusCode: number; tempFilePath: string }> => Promise.resolve({ statusCode: 200, tempFilePath: 'wxfile://paper' }),
  openDocument: () => Promise.resolve(),
  shareFileMessage: () => Promise.resolve(),
  chooseLocation: () => Promise.resolve({ name: '', address: '', latitude: 0, longitude: 0 }),
  getFileSystemManager: () => files,
}
export default Taro

/** A page that is shown is one that was mounted, until a test says otherwise with `showPages`. */
const shown = new Set<() => void>()
export const showPages = (): void => shown.forEach((tell) => tell())
export function useDidShow(tell: () => void): void {
  useEffect(() => {
    shown.add(tell)
    return () => void shown.delete(tell)
  })
}
export const useDidHide = (): void => undefined
export const useLaunch = (tell: () => void): void => useEffect(tell, [tell])
export const usePullDownRefresh = (): void => undefined
export const stopPullDownRefresh = (): Promise<void> => Promise.resolve()
export const useRouter = (): { params: Record<string, string> } => ({ params: {} })

export const forgetStorage = (): void => kept.clear()
