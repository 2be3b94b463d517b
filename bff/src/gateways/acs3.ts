import { createHash, createHmac, randomUUID } from 'node:crypto'
import { askJson } from './ask-json'

export type AccessKey = { id: string; secret: string }

export type SignableRequest = {
  method: 'GET' | 'POST'
  path: string
  /** Encoded and in order of its names; empty without one. */
  query: string
  /** Lower-case names; every one of them is signed. Holds host, x-acs-date, x-acs-signature-nonce and the body's digest. */
  headers: Readonly<Record<string, string>>
}

export const sha256Hex = (content: string): string => createHash('sha256').update(content, 'utf8').digest('hex')

const algorithm = 'ACS3-HMAC-SHA256'

/** The `Authorization` header of Alibaba Cloud's signature version 3: an HMAC-SHA256 over method, path, query, headers and body. */
export function acs3Authorization({ method, path, query, headers }: SignableRequest, { id, secret }: AccessKey): string {
  const names = Object.keys(headers).sort()
  const signedHeaders = names.join(';')
  const canonical = [
    method, path, query,
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`), '',
    signedHeaders, headers['x-acs-content-sha256'] ?? '',
  ].join('\n')
  const signature = createHmac('sha256', secret).update(`${algorithm}\n${sha256Hex(canonical)}`).digest('hex')
  return `${algorithm} Credential=${id},SignedHeaders=${signedHeaders},Signature=${signature}`
}

export type Acs3Call = {
  action: string
  version: string
  /** Go as a form in the body: names, numbers and codes of people stand in no URL. */
  parameters: Record<string, string>
}

export type Acs3Service = {
  /** Names the service in errors. */
  name: string
  /** Scheme and host, without a slash at the end. */
  apiBase: string
  key: AccessKey
  /** UTC ms. */
  now: number
  /** ms for one request. */
  timeout: number
}

/**
 * Calls an action of one of Alibaba Cloud's services, with a time and a nonce that counts once. Never repeated by itself: each call
 * may be charged.
 * @returns the answer under whatever status: refusals are explained as JSON too
 * @throws AppError upstream_unavailable
 */
export function askAcs3({ action, version, parameters }: Acs3Call, { name, apiBase, key, now, timeout }: Acs3Service): Promise<Record<string, unknown>> {
  const body = new URLSearchParams(parameters).toString()
  const headers = {
    'host': new URL(apiBase).host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-acs-action': action,
    'x-acs-version': version,
    'x-acs-date': new Date(now).toISOString().replace(/\.\d{3}/, ''),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': sha256Hex(body),
  }
  const authorization = acs3Authorization({ method: 'POST', path: '/', query: '', headers }, key)
  const { host: _setByFetch, ...sent } = headers
  return askJson(`${name} ${action}`, `${apiBase}/`, { method: 'POST', body, headers: { ...sent, authorization, accept: 'application/json' }, anyStatus: true, timeout })
}

/** The code in an answer of theirs, never their text: that may quote what was sent. */
export function acs3CodeOf(reply: Record<string, unknown>): string {
  const code = reply.Code
  const text = typeof code === 'number' || typeof code === 'string' ? String(code) : ''
  return /^[\w.]{1,64}$/.test(text) ? text : 'no code'
}
