import type { Call } from '@market/shared/api'
import type { Me, Tokens } from '@market/shared/session/session.contract'
import type { FetchDocument } from '../platform/download'
import type { HttpReply, SendRequest } from '../platform/request'
import { notShown, problemOf, unreachable, type ArgsOf, type Outcome, type ReplyOf } from './outcome'

/** Where the tokens are kept. */
export type Credentials = {
  tokens(): Tokens | null
  renewed(tokens: Tokens, me: Me): void
  /** The server no longer knows this session. */
  ended(): void
}

export type ApiOptions = {
  send: SendRequest
  fetchDocument: FetchDocument
  /** `https://host[:port]`, or empty for the same origin. */
  origin: string
  credentials: Credentials
  /** What this phone calls itself, also before anybody is signed in: requests are counted for it and not for the market's one address. */
  device: () => Promise<string>
  /** Told after every request whether the server answered at all. */
  tellReachable: (reachable: boolean) => void
  /** Told what the server's clock said, and when by this phone's it was asked and answered. All UTC ms. */
  tellServerDate: (serverDate: number, sentAt: number, answeredAt: number) => void
}

export type Api = {
  call<C extends Call>(name: C, args: ArgsOf<C>, key?: string): Promise<Outcome<ReplyOf<C>>>
  /**
   * Fetches a paper and puts it before the person.
   * @param path with its query, such as `/api/gates/0199…/poster?size=A3`
   * @param fileName under which it is kept, with its ending
   */
  openDocument(path: string, fileName: string): Promise<Outcome<'opened'>>
}

const timeoutMs = 12_000
/** A photograph over a slow network takes longer than anything else. */
const photoTimeoutMs = 40_000
const withPhoto = ['/api/id-card-readings', '/api/my-identity/documents', '/api/my-identity/checks', '/api/verifications/:verificationId/documents/:documentId']
/** A poster is drawn when it is asked for. */
const documentTimeoutMs = 60_000

type Loose = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** `'GET /api/jobs/:jobId'` with its parts → `/api/jobs/0199…?lat=34.6`. */
export function addressOf(path: string, { params = {}, query = {} }: Loose): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const asked = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')
  return asked ? `${filled}?${asked}` : filled
}

/**
 * One request, one answer. An access token that has run out is renewed once, by one request however many calls
 * wait for it (a refresh token used twice would end the session), and the call is repeated.
 */
export function createApi({ send, fetchDocument, origin, credentials, device, tellReachable, tellServerDate }: ApiOptions): Api {
  let renewing: Promise<boolean> | null = null

  const request = async (name: Call, args: Loose, token: string | null, key?: string): Promise<HttpReply> => {
    const [method, path] = name.split(' ') as ['GET' | 'POST' | 'DELETE', string]
    const headers: Record<string, string> = { 'accept': 'application/json', 'x-device': await device() }
    if (token) headers.authorization = `Bearer ${token}`
    if (key) headers['idempotency-key'] = key
    const sentAt = Date.now()
    const reply = await send({
      method,
      url: `${origin}${addressOf(path, args)}`,
      headers,
      // WeChat always says that a body is JSON, and an empty one is not: so a call without a body sends `{}`.
      body: method === 'GET' ? undefined : (args.body ?? {}),
      timeoutMs: withPhoto.includes(path) ? photoTimeoutMs : path === '/api/imports' ? documentTimeoutMs : timeoutMs,
    })
    tellReachable(reply.status !== 'unreachable')
    if (reply.status !== 'unreachable' && reply.date !== undefined) tellServerDate(reply.date, sentAt, Date.now())
    return reply
  }

  /** False when it could not be done now; then the session stays, for the network may come back. */
  const renew = async (refreshToken: string): Promise<boolean> => {
    const reply = await request('POST /api/session/refresh', { body: { refreshToken } }, null)
    if (reply.status === 200) {
      const { tokens, me } = reply.body as ReplyOf<'POST /api/session/refresh'>
      credentials.renewed(tokens, me)
      return true
    }
    const problem = problemOf(reply)
    if (problem.kind === 'refused' && problem.status < 500 && problem.status !== 429) credentials.ended()
    return false
  }

  const codeOf = (reply: HttpReply): string | null => {
    const problem = reply.status === 401 ? problemOf(reply) : null
    return problem?.kind === 'refused' ? problem.code : null
  }

  /**
   * Asks with the token in use, and once more when that one had run out. `replyOf` is what the server said, null where
   * it said nothing to judge by. Null when the session could not be renewed now.
   */
  async function asSignedIn<R>(ask: (token: string | null) => Promise<R>, replyOf: (answer: R) => HttpReply | null): Promise<R | null> {
    const used = credentials.tokens()
    const codeIn = (answer: R): string | null => {
      const reply = replyOf(answer)
      return reply && codeOf(reply)
    }
    let answer = await ask(used?.accessToken ?? null)
    if (used && codeIn(answer) === 'token_expired') {
      // Another call may have renewed it while this one was under way.
      if (credentials.tokens()?.accessToken === used.accessToken) {
        renewing ??= renew(used.refreshToken).finally(() => (renewing = null))
        if (!(await renewing) && credentials.tokens()) return null
      }
      const fresh = credentials.tokens()
      if (fresh) answer = await ask(fresh.accessToken)
    }
    const code = codeIn(answer)
    const mine = credentials.tokens()?.accessToken === used?.accessToken
    if (used && mine && (code === 'session_revoked' || code === 'unauthenticated')) credentials.ended()
    return answer
  }

  return {
    async call<C extends Call>(name: C, args: ArgsOf<C>, key?: string) {
      const reply = await asSignedIn(
        (token) => request(name, args as Loose, token, key),
        (answer) => answer,
      )
      if (!reply) return { ok: false, problem: unreachable }
      if (reply.status !== 'unreachable' && reply.status >= 200 && reply.status < 300) {
        return { ok: true, value: reply.body as ReplyOf<C> }
      }
      return { ok: false, problem: problemOf(reply) }
    },

    async openDocument(path: string, fileName: string) {
      const outcome = await asSignedIn(
        (token) => fetchDocument({ url: `${origin}${path}`, headers: token ? { authorization: `Bearer ${token}` } : {}, fileName, timeoutMs: documentTimeoutMs }),
        (answer) => (answer.got === 'refused' ? answer.reply : null),
      )
      if (!outcome) return { ok: false, problem: unreachable }
      tellReachable(outcome.got !== 'refused' || outcome.reply.status !== 'unreachable')
      if (outcome.got === 'opened') return { ok: true, value: 'opened' as const }
      return { ok: false, problem: outcome.got === 'refused' ? problemOf(outcome.reply) : notShown }
    },
  }
}
