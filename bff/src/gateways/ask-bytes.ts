import { Agent as HttpAgent, request as overHttp, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as overHttps } from 'node:https'
import { AppError } from '@market/shared/errors'

export type BytesRequest = { method: 'GET' | 'POST'; body?: Uint8Array | string; headers?: Readonly<Record<string, string>>; timeout: number }

/** The longest answers are tokens and certificates: a few thousand bytes. */
const mostBytes = 256 * 1024

/** Connections are kept for the next seal, but not for so long that the other side has closed them. */
const keeping = { keepAlive: true, timeout: 2_000 }
const agents = { http: new HttpAgent(keeping), https: new HttpsAgent(keeping) }

/**
 * One HTTP request to an authority whose answer is bytes of one content type. Bounded in time and size, redirects are not
 * followed, as in `askJson`. Not by `fetch`, which takes three times as long over it as Node's own client: a timestamp is asked for
 * with every seal and every paper.
 * @param what names the call in the error; the URL never does
 * @throws AppError upstream_unavailable, also for every status but 200
 */
export function askBytes(what: string, url: string, contentType: string, { method, body, headers = {}, timeout }: BytesRequest): Promise<Buffer> {
  const unavailable = (why: string) => new AppError('upstream_unavailable', { detail: `${what}: ${why}` })
  if (!URL.canParse(url)) return Promise.reject(unavailable('no connection'))
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, accept: contentType } }
    const asked = url.startsWith('https:') ? overHttps(url, { ...options, agent: agents.https }) : overHttp(url, { ...options, agent: agents.http })
    const fail = (why: string): void => {
      reject(unavailable(why))
      asked.destroy()
    }
    const late = setTimeout(() => fail('no answer in time'), timeout)
    asked.on('close', () => clearTimeout(late))
    // Not passed on as a cause: what Node says may name the address.
    asked.on('error', () => fail('no connection'))
    asked.on('response', (response: IncomingMessage) => {
      if (response.statusCode !== 200) return fail(`status ${response.statusCode}`)
      if (!(response.headers['content-type'] ?? '').toLowerCase().startsWith(contentType)) return fail('answer of another type')
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        length += chunk.length
        if (length > mostBytes) fail('answer too long')
      })
      response.on('error', () => fail('no connection'))
      response.on('end', () => resolve(Buffer.concat(chunks)))
    })
    asked.end(body)
  })
}

/** HTTP Basic, as CAs and timestamp authorities ask for; nothing where there is no user. */
export const basicAuthorization = (user: string, password: string): Record<string, string> =>
  user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
