// @vitest-environment node
import type { Me, Tokens } from '@market/shared/session/session.contract'
import { expect, test, vi } from 'vitest'
import type { HttpReply, HttpRequest } from '../platform/request'
import { addressOf, createApi } from './api'

const me: Me = { personId: 'person-0001', roles: [], nameMasked: null, phoneMasked: null, worker: null, employer: null, verifiedUntil: null, staff: null, grants: [] }
const tokensNamed = (name: string): Tokens => ({ accessToken: `access-${name}`, accessExpiresAt: 0, refreshToken: `refresh-${name}` })
const refused = (status: number, code: string): HttpReply => ({ status, body: { code, message: '不行', requestId: 'r' } })

/** A server that knows one access token, and renews `refresh-old` into it exactly once. */
function aPhone(answer: (request: HttpRequest) => HttpReply | Promise<HttpReply>) {
  let tokens: Tokens | null = tokensNamed('old')
  const ended = vi.fn(() => {
    tokens = null
  })
  const sent: HttpRequest[] = []
  const reachable: boolean[] = []
  const dates: number[] = []
  const api = createApi({
    send: async (request) => {
      sent.push(request)
      return answer(request)
    },
    fetchDocument: async ({ url, headers }) => {
      const reply = await answer({ method: 'GET', url, headers, timeoutMs: 0 })
      sent.push({ method: 'GET', url, headers, timeoutMs: 0 })
      return reply.status === 200 ? { got: 'opened' } : { got: 'refused', reply }
    },
    origin: 'https://market.example',
    credentials: {
      tokens: () => tokens,
      renewed: (next) => {
        tokens = next
      },
      ended,
    },
    device: () => Promise.resolve('phone-0001'),
    tellReachable: (yes) => reachable.push(yes),
    tellServerDate: (date) => dates.push(date),
  })
  return { api, sent, ended, reachable, dates, tokens: () => tokens }
}

const renewingServer = (request: HttpRequest): HttpReply => {
  if (request.url.endsWith('/api/session/refresh')) return { status: 200, body: { tokens: tokensNamed('new'), me } }
  return request.headers.authorization === 'Bearer access-new' ? { status: 200, body: me } : refused(401, 'token_expired')
}

test('an address is filled with params and query, both encoded', () => {
  expect(addressOf('/api/jobs/:jobId', { params: { jobId: 'a/b' }, query: { lat: 34.6, lng: undefined } })).toBe('/api/jobs/a%2Fb?lat=34.6')
})

test('five calls that meet an expired token renew it once and are all answered', async () => {
  const { api, sent } = aPhone(async (request) => {
    await Promise.resolve()
    return renewingServer(request)
  })
  const answers = await Promise.all(Array.from({ length: 5 }, () => api.call('GET /api/me', {})))
  expect(answers.every(({ ok }) => ok)).toBe(true)
  expect(sent.filter(({ url }) => url.endsWith('/refresh'))).toHaveLength(1)
  expect(sent.find(({ url }) => url.endsWith('/refresh'))?.body).toEqual({ refreshToken: 'refresh-old' })
})

test('a call that hears “expired” after another has renewed is repeated without renewing again', async () => {
  let releaseLate = (): void => undefined
  const late = new Promise<void>((resolve) => (releaseLate = resolve))
  const { api, sent } = aPhone(async (request) => {
    if (request.url.endsWith('/api/inbox') && request.headers.authorization === 'Bearer access-old') await late
    return renewingServer(request)
  })
  const slow = api.call('GET /api/inbox', {})
  await api.call('GET /api/me', {})
  releaseLate()
  expect((await slow).ok).toBe(true)
  expect(sent.filter(({ url }) => url.endsWith('/refresh'))).toHaveLength(1)
})

test('a repeated act carries the key of the first try', async () => {
  const { api, sent } = aPhone(renewingServer)
  await api.call('POST /api/jobs/:jobId/applications', { params: { jobId: 'job-00001' } }, 'key-1')
  expect(sent.filter(({ url }) => url.endsWith('/applications')).map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1'])
})

test('every request says which phone it comes from, also before anybody is signed in', async () => {
  const { api, sent } = aPhone(renewingServer)
  await api.call('GET /api/me', {})
  await api.call('POST /api/jobs/:jobId/applications', { params: { jobId: 'job-00001' } }, 'key-1')
  expect(new Set(sent.map(({ headers }) => headers['x-device']))).toEqual(new Set(['phone-0001']))
})

test('a refused renewal ends the session, a lost network does not', async () => {
  const revoked = aPhone(({ url }) => (url.endsWith('/refresh') ? refused(401, 'session_revoked') : refused(401, 'token_expired')))
  expect(await revoked.api.call('GET /api/me', {})).toMatchObject({ ok: false, problem: { code: 'token_expired' } })
  expect(revoked.ended).toHaveBeenCalledTimes(1)

  const offline = aPhone(({ url }) => (url.endsWith('/refresh') ? { status: 'unreachable' } : refused(401, 'token_expired')))
  expect(await offline.api.call('GET /api/me', {})).toMatchObject({ ok: false, problem: { kind: 'unreachable' } })
  expect(offline.ended).not.toHaveBeenCalled()
  expect(offline.tokens()).toEqual(tokensNamed('old'))
})

test('any success counts, not only 200', async () => {
  const { api } = aPhone(() => ({ status: 201, body: me }))
  expect(await api.call('GET /api/me', {})).toEqual({ ok: true, value: me })
})

test('a network that is away is said, and so is its return', async () => {
  let away = true
  const { api, reachable } = aPhone(() => (away ? { status: 'unreachable' } : { status: 200, body: me }))
  expect(await api.call('GET /api/me', {})).toMatchObject({ ok: false, problem: { kind: 'unreachable' } })
  away = false
  await api.call('GET /api/me', {})
  expect(reachable).toEqual([false, true])
})

test('a proxy that answers with a web page is shown as busy, never in its own words', async () => {
  const { api } = aPhone(() => ({ status: 502, body: null }))
  expect(await api.call('GET /api/me', {})).toMatchObject({ problem: { code: 'service_busy', message: '现在人多，请过几秒再试。', fields: [] } })
})

test('what is wrong with each field arrives beside its name', async () => {
  const fields = [{ field: 'idNumber', message: '身份证号少一位' }]
  const { api } = aPhone(() => ({ status: 400, body: { code: 'invalid_fields', message: '请改', fields, requestId: 'r' } }))
  expect(await api.call('GET /api/me', {})).toMatchObject({ problem: { kind: 'refused', code: 'invalid_fields', fields } })
})

test('a paper is fetched with the token, and once more when that one had run out', async () => {
  const { api, sent } = aPhone(renewingServer)
  expect(await api.openDocument('/api/papers/1?size=A3', '海报.pdf')).toEqual({ ok: true, value: 'opened' })
  expect(sent.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['https://market.example/api/papers/1?size=A3', 'Bearer access-old'],
    ['https://market.example/api/session/refresh', undefined],
    ['https://market.example/api/papers/1?size=A3', 'Bearer access-new'],
  ])
})

test('a paper that is refused says why', async () => {
  const { api } = aPhone(() => refused(404, 'not_found'))
  expect(await api.openDocument('/api/papers/1', '海报.pdf')).toMatchObject({ ok: false, problem: { kind: 'refused', code: 'not_found', message: '不行' } })
})
