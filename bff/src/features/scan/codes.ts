import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { base32Alphabet, kindOfToken, printedLetters, printedTokenLength, type PrintedKind } from '@market/shared/scan/scan.rules'

/**
 * Tokens that stand behind `/q/`. A printed one (gate, job, slip, crew) is random with a truncated HMAC behind it, so that a made-up
 * one is refused without asking the database. A work pass carries an application and its last second under an HMAC.
 * None holds anything about a person. The same key may serve both: what is signed begins with the token's kind letter.
 */

const checkBytes = 5
const checkLength = 8

/**
 * A new printed token: kind letter, 55 random bits, 40 bits of check; 20 characters.
 * @param key secret of the server, at least 32 bytes
 */
export function makePrintedToken(kind: PrintedKind, key: Uint8Array): string {
  const random = Array.from(randomBytes(printedTokenLength - 1 - checkLength), (byte) => base32Alphabet.charAt(byte & 31)).join('')
  const start = printedLetters[kind] + random
  return start + toBase32(mac(start, key).subarray(0, checkBytes))
}

/** Whether we made this token (canonical form, from `parseCode`). Takes the same time wherever a wrong one differs. */
export function verifyPrintedToken(token: string, key: Uint8Array): boolean {
  const kind = kindOfToken(token)
  if (kind === null || kind === 'work_pass') return false
  const start = token.slice(0, -checkLength)
  const check = fromBase32(token.slice(-checkLength))
  return check !== null && timingSafeEqual(check, mac(start, key).subarray(0, checkBytes))
}

/** How long a work pass may be shown: short, so that a screenshot sent to somebody else is worth nothing. */
export const workPassValidMs = 60_000
/** How late a pass may still be scanned: the time to hold one phone in front of the other. */
export const workPassGraceMs = 15_000
/** How far ahead of us a pass may seem to have been made; servers and staff phones never agree to the second. */
const clockToleranceMs = 30_000

const passMacBytes = 15

/**
 * A work pass for one application: `p`, then the id, the expiry and 120 bits of HMAC in base 32.
 * @param applicationId a UUID
 * @param expiresAt UTC ms, cut to whole seconds; `now + workPassValidMs` for one that starts now
 */
export function makeWorkPass({ applicationId, expiresAt }: { applicationId: string; expiresAt: number }, key: Uint8Array): string {
  const payload = Buffer.alloc(20)
  const id = Buffer.from(applicationId.replace(/-/g, ''), 'hex')
  if (id.length !== 16) throw new TypeError('a work pass is made for an application id that is a UUID')
  id.copy(payload)
  payload.writeUInt32BE(Math.floor(expiresAt / 1000), 16)
  const check = mac(`p${payload.toString('hex')}`, key).subarray(0, passMacBytes)
  return `p${toBase32(Buffer.concat([payload, check]))}`
}

/**
 * What a work pass says. `expired` and `clock_skew` still name the application: the signature is ours, so the refused
 * scan can be kept with it.
 */
export type WorkPassReading =
  | { status: 'ok' | 'expired' | 'clock_skew'; applicationId: string; expiresAt: number }
  | { status: 'bad_signature' }

/**
 * Reads a work pass (canonical form, from `parseCode`).
 * @param now UTC ms at which it was scanned: for a scan uploaded later, the time of capture
 */
export function readWorkPass(token: string, key: Uint8Array, now: number): WorkPassReading {
  const bytes = kindOfToken(token) === 'work_pass' ? fromBase32(token.slice(1)) : null
  if (bytes === null || bytes.length !== 20 + passMacBytes) return { status: 'bad_signature' }
  const payload = bytes.subarray(0, 20)
  const expected = mac(`p${payload.toString('hex')}`, key).subarray(0, passMacBytes)
  if (!timingSafeEqual(bytes.subarray(20), expected)) return { status: 'bad_signature' }
  const applicationId = payload.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const expiresAt = payload.readUInt32BE(16) * 1000
  if (now > expiresAt + workPassGraceMs) return { status: 'expired', applicationId, expiresAt }
  if (now < expiresAt - workPassValidMs - clockToleranceMs) return { status: 'clock_skew', applicationId, expiresAt }
  return { status: 'ok', applicationId, expiresAt }
}

const mac = (text: string, key: Uint8Array): Buffer => createHmac('sha256', key).update(text).digest()

/** Base 32 of bytes whose bits divide by five, which leaves no spare bits that could be changed unseen. */
function toBase32(bytes: Uint8Array): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += base32Alphabet.charAt((value >> bits) & 31)
    }
  }
  return text
}

function fromBase32(text: string): Buffer | null {
  if ((text.length * 5) % 8 !== 0) return null
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const letter of text) {
    const digit = base32Alphabet.indexOf(letter)
    if (digit < 0) return null
    value = ((value << 5) | digit) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >> bits) & 255)
    }
  }
  return Buffer.from(bytes)
}
