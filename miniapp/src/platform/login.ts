import Taro from '@tarojs/taro'

/** A one-time code of WeChat (five minutes), or null where there is no WeChat or it gave none. */
export async function weChatLoginCode(): Promise<string | null> {
  if (process.env.TARO_ENV === 'h5') return null
  try {
    return (await Taro.login()).code || null
  } catch {
    return null
  }
}
