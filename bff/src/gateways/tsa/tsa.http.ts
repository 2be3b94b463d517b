import { randomBytes } from 'node:crypto'
import { AppError } from '@market/shared/errors'
import { systemClock, type Clock } from '../../clock'
import type { Certificate } from '../../crypto/certificate'
import { boolean, integer, octets, oid, sequence } from '../../crypto/der'
import { contentOf, Malformed, partsOf, tags, wholeElement } from '../../crypto/der-reading'
import { oids } from '../../crypto/oids'
import { verifyTimestamp } from '../../crypto/timestamp'
import { askBytes, basicAuthorization } from '../ask-bytes'
import type { TimestampAuthority } from './tsa'

export type TsaSettings = {
  url: string
  /** Empty where the authority asks for none. */
  user: string
  password: string
  /** Who may vouch for the authority. */
  roots: readonly Certificate[]
}

/** How far the authority's time may be from ours, ms: more means that one of the two clocks is wrong, and a seal must not say so. */
const tolerance = 5 * 60_000

const unavailable = (why: string): AppError => new AppError('upstream_unavailable', { detail: `timestamp: ${why}` })

/** TimeStampReq: version 1, a SHA-256, a nonce, and the wish for the authority's certificate. */
const query = (sha256: Uint8Array, nonce: Buffer): Buffer =>
  sequence(integer(1), sequence(sequence(oid(oids.sha256)), octets(sha256)), integer(nonce), boolean(true))

/** @returns the token, as it came, of an answer that grants one (TimeStampResp). @throws AppError upstream_unavailable */
function tokenIn(answer: Buffer): Buffer {
  let status: string
  let token: Buffer | undefined
  try {
    const [info, granted, ...more] = partsOf(wholeElement(answer), tags.sequence)
    status = contentOf(partsOf(info, tags.sequence)[0], tags.integer).toString('hex')
    token = granted?.raw
    if (more.length > 0) throw new Malformed()
  } catch (error) {
    if (error instanceof Malformed) throw unavailable('answer is no timestamp response')
    throw error
  }
  // 0 granted, 1 granted with changes; the text that comes with a refusal is theirs and stays out of the log.
  if (status !== '00' && status !== '01') throw unavailable(`refused with status ${Number.parseInt(status, 16)}`)
  if (token === undefined) throw unavailable('granted without a token')
  return token
}

/**
 * The client of a timestamp authority: RFC 3161 over HTTP. A token that is not what was asked for is refused as if the
 * authority were away: nothing may be sealed with it.
 * @param options.timeout ms for one request
 */
export function tsaOverHttp({ url, user, password, roots }: TsaSettings, { clock = systemClock, timeout = 10_000 }: { clock?: Clock; timeout?: number } = {}): TimestampAuthority {
  return {
    async stamp(sha256) {
      if (sha256.length !== 32) throw new Error('a SHA-256 has 32 bytes')
      const nonce = randomBytes(16)
      // Neither negative nor short: the authority sends the number back, and we compare its bytes.
      nonce.writeUInt8((nonce.readUInt8(0) & 0x7f) | 0x40, 0)
      const answer = await askBytes('timestamp', url, 'application/timestamp-reply', {
        method: 'POST', body: query(sha256, nonce), timeout,
        headers: { 'content-type': 'application/timestamp-query', ...basicAuthorization(user, password) },
      })
      const token = tokenIn(answer)
      const verdict = verifyTimestamp(token, { hash: sha256, roots })
      if (!verdict.valid) throw unavailable(`token refused: ${verdict.why}`)
      if (!verdict.nonce?.equals(nonce)) throw unavailable('token refused: the nonce of another request')
      if (Math.abs(verdict.at - clock.now()) > tolerance) throw unavailable('token refused: its time is not ours')
      return { token, at: verdict.at }
    },
  }
}
