import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { fromBase32, toBase32 } from '@market/shared/scan/base32'
import { base32Alphabet, kindOfToken, passLetters, printedLetters, printedTokenLength, type PrintedKind } from '@market/shared/scan/scan.rules'

/**
 * Tokens that stand behind `/q/`. A printed one (gate, job, slip, crew, agreement) is random with a truncated HMAC behind it, so that a made-up
 * one is refused without asking the database. A phone's code carries a person's id and its last second under an HMAC.
 * None holds anything about a person. The same key may serve both: what is signed begins with the token's kind letter.
 * Work passes are another thing: `passes.ts`.
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
  if (kind === null || kind === 'work_pass' || kind === 'phone') return false
  const start = token.slice(0, -checkLength)
  const check = fromBase32(token.slice(-checkLength))
  return check !== null && timingSafeEqual(check, mac(start, key).subarray(0, checkBytes))
}

/** How late the code may still be scanned: the time to hold one phone in front of the other. */
const phoneCodeGraceMs = 15_000
/** How far ahead of us it may seem to have been made. Servers never agree to the second. */
const clockToleranceMs = 30_000
/** How long it may be shown: it lies on the desk while staff look at an ID card, and a screenshot of it is soon worth nothing. */
export const phoneCodeValidMs = 120_000

const phoneMacBytes = 15

/**
 * The code by which a phone is bound at the desk: it stands for whoever its WeChat is at present. Its letter, an id, the
 * expiry and 120 bits of HMAC in base 32.
 * @param personId a UUID
 * @param expiresAt UTC ms, cut to whole seconds; `now + phoneCodeValidMs` for one that starts now
 */
export function makePhoneCode({ personId, expiresAt }: { personId: string; expiresAt: number }, key: Uint8Array): string {
  const payload = Buffer.alloc(20)
  const id = Buffer.from(personId.replace(/-/g, ''), 'hex')
  if (id.length !== 16) throw new TypeError('a phone code is made for an id that is a UUID')
  id.copy(payload)
  payload.writeUInt32BE(Math.floor(expiresAt / 1000), 16)
  return passLetters.phone + toBase32(Buffer.concat([payload, phoneMac(payload, key)]))
}

/** Whose phone shows this code (canonical form, from `parseCode`), read at `now` (UTC ms); a wrong clock counts as expired. */
export function readPhoneCode(token: string, key: Uint8Array, now: number): { status: 'ok' | 'expired'; personId: string } | { status: 'bad_signature' } {
  const bytes = kindOfToken(token) === 'phone' ? fromBase32(token.slice(1)) : null
  if (bytes === null || bytes.length !== 20 + phoneMacBytes) return { status: 'bad_signature' }
  const payload = Buffer.from(bytes.subarray(0, 20))
  if (!timingSafeEqual(bytes.subarray(20), phoneMac(payload, key))) return { status: 'bad_signature' }
  const personId = payload.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const expiresAt = payload.readUInt32BE(16) * 1000
  const current = now <= expiresAt + phoneCodeGraceMs && now >= expiresAt - phoneCodeValidMs - clockToleranceMs
  return { status: current ? 'ok' : 'expired', personId }
}

const phoneMac = (payload: Buffer, key: Uint8Array): Buffer => mac(passLetters.phone + payload.toString('hex'), key).subarray(0, phoneMacBytes)

const mac = (text: string, key: Uint8Array): Buffer => createHmac('sha256', key).update(text).digest()
