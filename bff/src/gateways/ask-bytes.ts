import { AppError } from '@market/shared/errors'

export type BytesRequest = { method: 'GET' | 'POST'; body?: Uint8Array | string; headers?: Readonly<Record<string, string>>; timeout: number }

/** The longest answers are tokens and certificates: a few thousand bytes. */
const mostBytes = 256 * 1024

/**
 * One HTTP request to an authority whose answer is bytes of one content type. Bounded in time and size, redirects are not
 * followed, as in `askJson`.
 * @param what names the call in the error; the URL never does
 * @throws AppError upstream_unavailable, also for every status but 200
 */
export async function askBytes(what: string, url: string, contentType: string, { method, body, headers = {}, timeout }: BytesRequest): Promise<Buffer> {
  const unavailable = (why: string) => new AppError('upstream_unavailable', { detail: `${what}: ${why}` })
  let response: Response
  const chunks: Buffer[] = []
  try {
    response = await fetch(url, { method, redirect: 'error', signal: AbortSignal.timeout(timeout), headers: { ...headers, accept: contentType }, ...(body === undefined ? {} : { body }) })
    let length = 0
    for await (const chunk of response.body ?? []) {
      chunks.push(Buffer.from(chunk as Uint8Array))
      length += (chunk as Uint8Array).length
      if (length > mostBytes) break
    }
  } catch (error) {
    // Not passed on as a cause: what fetch throws may name the URL.
    throw unavailable(error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no connection')
  }
  const answer = Buffer.concat(chunks)
  if (answer.length > mostBytes) throw unavailable('answer too long')
  if (response.status !== 200) throw unavailable(`status ${response.status}`)
  if (!(response.headers.get('content-type') ?? '').toLowerCase().startsWith(contentType)) throw unavailable('answer of another type')
  return answer
}

/** HTTP Basic, as CAs and timestamp authorities ask for; nothing where there is no user. */
export const basicAuthorization = (user: string, password: string): Record<string, string> =>
  user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
