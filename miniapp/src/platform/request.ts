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
 * answered, whole seconds in UTC ms, and `retryAfterMs` how long to wait before asking again: each where the server said so.
 */
export type HttpReply = ({ status: number; body: unknown } & Told) | { status: 'unreachable' }
type Told = { date?: number; retryAfterMs?: number }

export type SendRequest = (request: HttpRequest) => Promise<HttpReply>

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Servers may also name a date to ask again at: ours does not. */
const told = (date: string | null | undefined, retryAfter: string | null | undefined): Told => {
  const at = Date.parse(date ?? '')
  const seconds = Number(retryAfter ?? Number.NaN)
  return { ...(Number.isNaN(at) ? {} : { date: at }), ...(Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {}) }
}

/** Names of headers come as the server, or something in between, has written them. */
const headerOf = (headers: Record<string, unknown>, wanted: string): string | undefined => {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1]
  return found === undefined ? undefined : String(found)
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
    return { status: reply.status, body: parsed(await reply.text()), ...told(reply.headers.get('date'), reply.headers.get('retry-after')) }
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
        const headers: Record<string, unknown> = header ?? {}
        resolve({ status: statusCode, body: typeof data === 'string' ? parsed(data) : data, ...told(headerOf(headers, 'date'), headerOf(headers, 'retry-after')) })
      },
      fail: () => resolve({ status: 'unreachable' }),
    }).catch(() => resolve({ status: 'unreachable' }))
  })

export const sendRequest: SendRequest = process.env.TARO_ENV === 'h5' ? throughFetch : throughWeChat
