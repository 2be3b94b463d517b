import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { fromBase32, toBase32 } from '@market/shared/scan/base32'
import { base32Alphabet, kindOfToken, passLetters, printedLetters, printedTokenLength, type PassKind, type PrintedKind } from '@market/shared/scan/scan.rules'

/**
 * Tokens that stand behind `/q/`. A printed one (gate, job, slip, crew, agreement) is random with a truncated HMAC behind it, so that a made-up
 * one is refused without asking the database. A phone's code carries a person's id and its last second under an HMAC.
 * None holds anything about a person. The same key may serve both: what is signed begins with the token's kind letter.
 * Work passes are another thing: `passes.ts`.
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

/** What is good for a short time and says so itself. A work pass is another thing: its reader has no secret. */
type ShortKind = Exclude<PassKind, 'work_pass'>

/** How late one may still be scanned: the time to hold one phone in front of the other. */
const graceMs = 15_000
/** How far ahead of us one may seem to have been made. Servers never agree to the second. */
const clockToleranceMs = 30_000
/**
 * How long each is good. A phone's code lies on the desk while staff look at an ID card, and a screenshot of it is soon worth nothing;
 * whoever has scanned the screen of a gate may have to register first.
 */
const validMs: Record<ShortKind, number> = { phone: 120_000, gate_seen: 15 * 60_000 }
export const phoneCodeValidMs = validMs.phone

const shortMacBytes = 15

/** The 120 bits behind a short code. @param holder whose it is, where nobody else may use it */
const shortMac = (kind: ShortKind, payload: Buffer, key: Uint8Array, holder: string): Buffer =>
  mac(passLetters[kind] + payload.toString('hex') + holder, key).subarray(0, shortMacBytes)

/** The kind's letter, an id, the last second and 120 bits of HMAC in base 32. */
function makeShort(kind: ShortKind, uuid: string, expiresAt: number, key: Uint8Array, holder = ''): string {
  const payload = Buffer.alloc(20)
  const id = Buffer.from(uuid.replace(/-/g, ''), 'hex')
  if (id.length !== 16) throw new TypeError('a code is made for an id that is a UUID')
  id.copy(payload)
  payload.writeUInt32BE(Math.floor(expiresAt / 1000), 16)
  return passLetters[kind] + toBase32(Buffer.concat([payload, shortMac(kind, payload, key, holder)]))
}

/** A wrong clock counts as expired. */
function readShort(kind: ShortKind, token: string, key: Uint8Array, now: number, holder = ''): { status: 'ok' | 'expired'; id: string } | { status: 'bad_signature' } {
  const bytes = kindOfToken(token) === kind ? fromBase32(token.slice(1)) : null
  if (bytes === null || bytes.length !== 20 + shortMacBytes) return { status: 'bad_signature' }
  const payload = Buffer.from(bytes.subarray(0, 20))
  if (!timingSafeEqual(bytes.subarray(20), shortMac(kind, payload, key, holder))) return { status: 'bad_signature' }
  const id = payload.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const expiresAt = payload.readUInt32BE(16) * 1000
  const current = now <= expiresAt + graceMs && now >= expiresAt - validMs[kind] - clockToleranceMs
  return { status: current ? 'ok' : 'expired', id }
}

/**
 * The code by which a phone is bound at the desk: it stands for whoever its WeChat is at present.
 * @param personId a UUID
 * @param expiresAt UTC ms, cut to whole seconds; `now + phoneCodeValidMs` for one that starts now
 */
export const makePhoneCode = ({ personId, expiresAt }: { personId: string; expiresAt: number }, key: Uint8Array): string =>
  makeShort('phone', personId, expiresAt, key)

/** Whose phone shows this code (canonical form, from `parseCode`), read at `now` (UTC ms). */
export function readPhoneCode(token: string, key: Uint8Array, now: number): { status: 'ok' | 'expired'; personId: string } | { status: 'bad_signature' } {
  const reading = readShort('phone', token, key, now)
  return reading.status === 'bad_signature' ? reading : { status: reading.status, personId: reading.id }
}

/** That this person has scanned the screen of a gate just now; good for nobody else. Ids are UUIDs. */
export const makeGateSeen = ({ gateId, personId, now }: { gateId: string; personId: string; now: number }, key: Uint8Array): string =>
  makeShort('gate_seen', gateId, now + validMs.gate_seen, key, personId)

/** Which gate this person has scanned (canonical form, from `parseCode`). */
export function readGateSeen(token: string, key: Uint8Array, personId: string, now: number): { status: 'ok' | 'expired'; gateId: string } | { status: 'bad_signature' } {
  const reading = readShort('gate_seen', token, key, now, personId)
  return reading.status === 'bad_signature' ? reading : { status: reading.status, gateId: reading.id }
}

export const mac = (text: string, key: Uint8Array): Buffer => createHmac('sha256', key).update(text).digest()
