import type { FastifyRequest } from 'fastify'
import { acs3Authorization, sha256Hex, type AccessKey } from './acs3'

/** How far a request's time may be from the provider's, in ms. */
const clockTolerance = 15 * 60_000

/**
 * The provider's side of `acs3.ts`, for sandboxes: gives the code of the first thing that is wrong with a request's signature, or
 * null. Signatures, clocks and nonces count as they do there.
 */
export function acs3Check({ id: keyId, secret }: AccessKey, now: () => number): (request: FastifyRequest) => string | null {
  const nonces = new Map<string, number>()
  return ({ headers, method, body }) => {
    const authorization = headers.authorization ?? ''
    const [, id = '', signed = ''] = /^ACS3-HMAC-SHA256 Credential=([^,]*),SignedHeaders=([^,]*),Signature=/.exec(authorization) ?? []
    if (id === '') return 'MissingAccessKeyId'
    if (id !== keyId) return 'InvalidAccessKeyId.NotFound'
    const names = signed.split(';')
    if (!['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'].every((name) => names.includes(name))) {
      return 'SignatureDoesNotMatch'
    }
    const signable = { method: method as 'POST', path: '/', query: '', headers: Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')])) }
    if (acs3Authorization(signable, { id: keyId, secret }) !== authorization) return 'SignatureDoesNotMatch'
    if (headers['x-acs-content-sha256'] !== sha256Hex(String(body))) return 'SignatureDoesNotMatch'
    const at = Date.parse(String(headers['x-acs-date']))
    if (!(Math.abs(now() - at) <= clockTolerance)) return 'InvalidTimeStamp.Expired'
    const nonce = String(headers['x-acs-signature-nonce'])
    if (nonces.has(nonce)) return 'SignatureNonceUsed'
    for (const [old, usedAt] of nonces) if (now() - usedAt > 2 * clockTolerance) nonces.delete(old)
    nonces.set(nonce, now())
    return null
  }
}
