import Taro from '@tarojs/taro'

export type HttpRequest = {
  method: 'GET' | 'POST' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: unknown
  timeoutMs: number
}

/**
 * Any status is an answer. `unreachable` is a value too: no network, no server, or no reply in time. `date` is the server's clock as it
 * answered, whole seconds in UTC ms, where it said so.
 */
export type HttpReply = { status: number; body: unknown; date?: number } | { status: 'unreachable' }

export type SendRequest = (request: HttpRequest) => Promise<HttpReply>

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const dated = (header: string | null | undefined): { date?: number } => {
  const date = Date.parse(header ?? '')
  return Number.isNaN(date) ? {} : { date }
}

/** A file goes as it is, everything else as JSON. */
const isFile = (body: unknown): body is ArrayBuffer => Object.prototype.toString.call(body) === '[object ArrayBuffer]'
const typeOf = (body: unknown): string => (isFile(body) ? 'application/octet-stream' : 'application/json')

const throughFetch: SendRequest = async ({ method, url, headers, body, timeoutMs }) => {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), timeoutMs)
  try {
    const reply = await fetch(url, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': typeOf(body) },
      body: body === undefined ? undefined : isFile(body) ? body : JSON.stringify(body),
      signal: abort.signal,
    })
    return { status: reply.status, body: parsed(await reply.text()), ...dated(reply.headers.get('date')) }
  } catch {
    return { status: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

// Taro's interceptors are not used: with one installed, a request can no longer be given up.
const throughWeChat: SendRequest = ({ method, url, headers, body, timeoutMs }) =>
  new Promise((resolve) => {
    void Taro.request<string>({
      method,
      url,
      header: { ...headers, 'content-type': typeOf(body) },
      data: body === undefined ? undefined : isFile(body) ? body : JSON.stringify(body),
      dataType: 'other',
      timeout: timeoutMs,
      success: ({ statusCode, data, header }) => {
        const { Date: date, date: small } = (header ?? {}) as { Date?: string; date?: string }
        resolve({ status: statusCode, body: typeof data === 'string' ? parsed(data) : data, ...dated(date ?? small) })
      },
      fail: () => resolve({ status: 'unreachable' }),
    }).catch(() => resolve({ status: 'unreachable' }))
  })

export const sendRequest: SendRequest = process.env.TARO_ENV === 'h5' ? throughFetch : throughWeChat
