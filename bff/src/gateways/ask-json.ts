import { AppError } from '@market/shared/errors'

export type JsonRequest = {
  method: 'GET' | 'POST'
  body?: string | FormData
  contentType?: string
  headers?: Readonly<Record<string, string>>
  /** True where the other side explains its refusals as JSON too, under any status; otherwise only 200 is an answer. */
  anyStatus?: boolean
}

/** The longest answer of the calls we make is a few hundred bytes. */
const mostBytes = 64 * 1024

/**
 * One HTTP request whose answer is a JSON object, whatever its content type says (WeChat's says text/plain). The answer is
 * bounded in time and size and redirects are not followed: the URL holds secrets that are for one host only.
 *
 * @param what names the call in the error; the URL never does
 * @throws AppError upstream_unavailable
 */
export async function askJson(what: string, url: string, { method, body, contentType, headers, anyStatus = false, timeout }: JsonRequest & { timeout: number }): Promise<Record<string, unknown>> {
  const unavailable = (why: string) => new AppError('upstream_unavailable', { detail: `${what}: ${why}` })
  let text: string
  let status: number
  try {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
      ...(body === undefined ? {} : { body }),
      headers: { ...headers, ...(contentType === undefined ? {} : { 'content-type': contentType }) },
    })
    status = response.status
    text = await boundedText(response)
  } catch (error) {
    // Not passed on as a cause: what fetch throws may name the URL.
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    throw unavailable(error instanceof TooLong ? 'answer too long' : timedOut ? 'no answer in time' : 'no connection')
  }
  if (status !== 200 && !anyStatus) throw unavailable(`status ${status}`)
  const reply = parsed(text)
  if (reply === null) throw unavailable('answer is not a JSON object')
  return reply
}

class TooLong extends Error {}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array)
    length += (chunk as Uint8Array).length
    // Leaving the loop closes the connection.
    if (length > mostBytes) throw new TooLong()
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
