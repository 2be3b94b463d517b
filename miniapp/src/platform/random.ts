const fromWeChat = (length: number): Promise<Uint8Array | null> =>
  new Promise((resolve) => {
    if (typeof wx === 'undefined' || !wx.getRandomValues) return resolve(null)
    wx.getRandomValues({
      length,
      success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
      fail: () => resolve(null),
    })
  })

/** Random bytes from the system, for what has to be kept secret; null on a WeChat too old to give any. */
export async function secretBytes(length: number): Promise<Uint8Array | null> {
  if (process.env.TARO_ENV === 'h5') return crypto.getRandomValues(new Uint8Array(length))
  const bytes = await fromWeChat(length)
  return bytes?.length === length ? bytes : null
}

/** On a WeChat too old to give any they come from Math.random: good enough for a number that has to be unique on one phone. */
const randomBytes = async (length: number): Promise<Uint8Array> => (await secretBytes(length)) ?? Uint8Array.from({ length }, () => Math.floor(Math.random() * 256))

/** A random UUID, version 4. */
export async function randomId(): Promise<string> {
  const bytes = await randomBytes(16)
  const hex = Array.from(bytes, (byte, index) => {
    if (index === 6) return (byte & 0x0f) | 0x40
    if (index === 8) return (byte & 0x3f) | 0x80
    return byte
  }).map((byte) => byte.toString(16).padStart(2, '0'))
  const join = (from: number, to: number): string => hex.slice(from, to).join('')
  return `${join(0, 4)}-${join(4, 6)}-${join(6, 8)}-${join(8, 10)}-${join(10, 16)}`
}
