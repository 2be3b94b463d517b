import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { base32Alphabet, kindOfToken, passLetters, printedLetters, printedTokenLength, type PassKind, type PrintedKind } from '@market/shared/scan/scan.rules'

/**
 * Tokens that stand behind `/q/`. A printed one (gate, job, slip, crew, agreement) is random with a truncated HMAC behind it, so that a made-up
 * one is refused without asking the database. A pass carries an application or a person and its last second under an HMAC.
 * None holds anything about a person. The same key may serve both: what is signed begins with the token's kind letter.
 */

const checkBytes = 5
export const checkLength = 8

/**
 * A new printed token: kind letter, 55 random bits, 40 bits of check; 20 characters.
 * @param key secret of the server, at least 32 bytes
 */
export function makePrintedToken(kind: PrintedKind, key: Uint8Array): string {
  const random = Array.from(randomBytes(printedTokenLength - 1 - checkLength), (byte) => base32Alphabet.charAt(byte & 31)).join('')
  return withCheck(printedLetters[kind] + random, key)
}

/** The printed token that begins so. */
export const withCheck = (start: string, key: Uint8Array): string => start + toBase32(mac(start, key).subarray(0, checkBytes))

/** Whether we made this token (canonical form, from `parseCode`). Takes the same time wherever a wrong one differs. */
export function verifyPrintedToken(token: string, key: Uint8Array): boolean {
  const kind = kindOfToken(token)
  if (kind === null || !(kind in printedLetters)) return false
  const start = token.slice(0, -checkLength)
  const check = fromBase32(token.slice(-checkLength))
  return check !== null && timingSafeEqual(check, mac(start, key).subarray(0, checkBytes))
}

/** How late a pass may still be scanned: the time to hold one phone in front of the other. */
export const workPassGraceMs = 15_000
/** How far ahead of us a pass may seem to have been made; servers and staff phones never agree to the second. */
const clockToleranceMs = 30_000

/**
 * How long each may be shown: short, so that a screenshot sent to somebody else is worth nothing. A phone's code lies on
 * the desk while staff look at an ID card; whoever has scanned the screen of a gate may have to register first.
 */
const validMs: Record<PassKind, number> = { work_pass: 60_000, phone: 120_000, gate_seen: 15 * 60_000 }
export const workPassValidMs = validMs.work_pass
export const phoneCodeValidMs = validMs.phone

const passMacBytes = 15

/** The kind's letter, an id, the expiry and 120 bits of HMAC in base 32. @param holder whose it is, where nobody else may use it */
function makePass(kind: PassKind, uuid: string, expiresAt: number, key: Uint8Array, holder = ''): string {
  const payload = Buffer.alloc(20)
  const id = Buffer.from(uuid.replace(/-/g, ''), 'hex')
  if (id.length !== 16) throw new TypeError('a pass is made for an id that is a UUID')
  id.copy(payload)
  payload.writeUInt32BE(Math.floor(expiresAt / 1000), 16)
  const check = mac(passLetters[kind] + payload.toString('hex') + holder, key).subarray(0, passMacBytes)
  return passLetters[kind] + toBase32(Buffer.concat([payload, check]))
}

type PassReading = { status: 'ok' | 'expired' | 'clock_skew'; id: string; expiresAt: number } | { status: 'bad_signature' }

function readPass(kind: PassKind, token: string, key: Uint8Array, now: number, holder = ''): PassReading {
  const bytes = kindOfToken(token) === kind ? fromBase32(token.slice(1)) : null
  if (bytes === null || bytes.length !== 20 + passMacBytes) return { status: 'bad_signature' }
  const payload = bytes.subarray(0, 20)
  const expected = mac(passLetters[kind] + payload.toString('hex') + holder, key).subarray(0, passMacBytes)
  if (!timingSafeEqual(bytes.subarray(20), expected)) return { status: 'bad_signature' }
  const id = payload.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const expiresAt = payload.readUInt32BE(16) * 1000
  if (now > expiresAt + workPassGraceMs) return { status: 'expired', id, expiresAt }
  if (now < expiresAt - validMs[kind] - clockToleranceMs) return { status: 'clock_skew', id, expiresAt }
  return { status: 'ok', id, expiresAt }
}

/**
 * A work pass for one application.
 * @param applicationId a UUID
 * @param expiresAt UTC ms, cut to whole seconds; `now + workPassValidMs` for one that starts now
 */
export const makeWorkPass = ({ applicationId, expiresAt }: { applicationId: string; expiresAt: number }, key: Uint8Array): string =>
  makePass('work_pass', applicationId, expiresAt, key)

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
  const reading = readPass('work_pass', token, key, now)
  if (reading.status === 'bad_signature') return reading
  const { id: applicationId, ...rest } = reading
  return { ...rest, applicationId }
}

/**
 * The code by which a phone is bound at the desk: it stands for whoever its WeChat is at present.
 * @param personId a UUID
 * @param expiresAt UTC ms; `now + phoneCodeValidMs` for one that starts now
 */
export const makePhoneCode = ({ personId, expiresAt }: { personId: string; expiresAt: number }, key: Uint8Array): string =>
  makePass('phone', personId, expiresAt, key)

/** Whose phone shows this code (canonical form, from `parseCode`), read at `now` (UTC ms); a wrong clock counts as expired. */
export function readPhoneCode(token: string, key: Uint8Array, now: number): { status: 'ok' | 'expired'; personId: string } | { status: 'bad_signature' } {
  const reading = readPass('phone', token, key, now)
  return reading.status === 'bad_signature' ? reading : { status: reading.status === 'ok' ? 'ok' : 'expired', personId: reading.id }
}

/** That this person has scanned the screen of a gate just now; good for nobody else. Ids are UUIDs. */
export const makeGateSeen = ({ gateId, personId, now }: { gateId: string; personId: string; now: number }, key: Uint8Array): string =>
  makePass('gate_seen', gateId, now + validMs.gate_seen, key, personId)

/** Which gate this person has scanned (canonical form, from `parseCode`). */
export function readGateSeen(token: string, key: Uint8Array, personId: string, now: number): { status: 'ok' | 'expired'; gateId: string } | { status: 'bad_signature' } {
  const reading = readPass('gate_seen', token, key, now, personId)
  return reading.status === 'bad_signature' ? reading : { status: reading.status === 'ok' ? 'ok' : 'expired', gateId: reading.id }
}

export const mac = (text: string, key: Uint8Array): Buffer => createHmac('sha256', key).update(text).digest()

/** Base 32 of bytes whose bits divide by five, which leaves no spare bits that could be changed unseen. */
export function toBase32(bytes: Uint8Array): string {
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
