import Taro, { useRouter } from '@tarojs/taro'

export type PageParams = Record<string, string>

/** WeChat keeps at most ten pages open; one more is silently refused. */
const deepest = 10

const address = (path: string, params?: PageParams): string => {
  const query = Object.entries(params ?? {})
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return query ? `${path}?${query}` : path
}

/** Opens a page on top of this one. */
export async function open(path: string, params?: PageParams): Promise<void> {
  const url = address(path, params)
  if (Taro.getCurrentPages().length >= deepest) await Taro.redirectTo({ url })
  else await Taro.navigateTo({ url })
}

/** Opens a page in place of this one: there is no way back to a form that was sent. */
export const replace = async (path: string, params?: PageParams): Promise<void> => {
  await Taro.redirectTo({ url: address(path, params) })
}

/** Closes everything and starts at this page: the tabs, and after signing in or out. */
export const startAt = async (path: string, params?: PageParams): Promise<void> => {
  await Taro.reLaunch({ url: address(path, params) })
}

/** One page back, or to `home` where a code or a link opened this page first and there is nothing behind it. */
export async function back(home: string): Promise<void> {
  if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
  else await startAt(home)
}

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** What this page was opened with. WeChat and Taro's H5 router both hand the values over as they stand in the address. */
export function usePageParams(): PageParams {
  const params: Record<string, string | undefined> = useRouter().params
  const known = Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(known.map(([name, value]) => [name, decoded(value)]))
}
