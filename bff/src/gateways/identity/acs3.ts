import { createHash, createHmac } from 'node:crypto'

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
