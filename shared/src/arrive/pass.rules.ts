import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { fromBase32, toBase32 } from '../scan/base32'
import { passLetters } from '../scan/scan.rules'
import { hour, second } from '../words/time'
import { asciiBytes, publicKeyBytes, signatureBytes } from './device-key'

/**
 * The work pass: signed by two keys, read without a network. The server signs a credential for at most a day: which application,
 * which market, when, and the key of one phone. That phone signs the credential and the time, again and again. No name, phone or
 * ID number is in it. Whoever holds the server's public key can tell that both are genuine and that it was made just now; a
 * picture of it is worth nothing a minute later, and another phone cannot make the next one.
 *
 *     credential   1 version · 4 key id · 16 application · 4 market · 4 start · 2 minutes of work · 4 expiry · 33 phone's key · 64 signature
 *     pass         credential · 4 time · 64 signature: 200 bytes, 320 letters of base 32
 */

/** How long a credential is good at most: so long a phone can show its pass without a network. */
export const credentialValidMs = 24 * hour
/** A phone makes a new code this often while it shows one. */
export const passStepMs = 15 * second
/** How far two phones' clocks may be apart, and the time it takes to hold one in front of the other. */
export const passToleranceMs = 30 * second
/** A code scanned so long after it was signed is old: somebody holds up a picture. */
export const passGoodMs = passStepMs + passToleranceMs

const version = 1
const factsBytes = 35 + publicKeyBytes
const credentialBytes = factsBytes + signatureBytes
const passBytes = credentialBytes + 4 + signatureBytes
const credentialDomain = asciiBytes('market work-pass credential\n')
const passDomain = asciiBytes('market work-pass shown\n')

export type PassFacts = {
  /** Of the server's key, 8 hex digits. */
  keyId: string
  /** A UUID: the pseudonym under which a worker is known at the gate. */
  applicationId: string
  /** Of `marketTag`. */
  market: number
  /** UTC ms, cut to whole seconds. */
  startsAt: number
  endsAt: number
  /** The credential is good until then, UTC ms. */
  expiresAt: number
  /** Compressed point, hex. */
  deviceKey: string
}

export type Sign = (message: Uint8Array) => Uint8Array
export type Verify = (publicKey: string, message: Uint8Array, signature: Uint8Array) => boolean
/** The server's keys as a roster hands them out. */
export type PassKey = { id: string; publicKey: string }

/** 32 bits that tell markets apart (FNV-1a). Two may share one: the server looks again. */
export function marketTag(marketId: string): number {
  let hash = 0x811c9dc5
  for (const byte of asciiBytes(marketId)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const seconds = (at: number): number => Math.floor(at / second)

/**
 * What the server gives to a phone, hex.
 * @throws TypeError for an application that has no UUID, or a key that is no compressed point
 */
export function makeCredential(facts: PassFacts, sign: Sign): string {
  const [id, key, keyId] = [facts.applicationId.replace(/-/g, ''), facts.deviceKey, facts.keyId]
  if (!/^[0-9a-f]{32}$/.test(id) || !/^0[23][0-9a-f]{64}$/.test(key) || !/^[0-9a-f]{8}$/.test(keyId)) throw new TypeError('a credential is made for a UUID, a key and a key id')
  const bytes = new Uint8Array(factsBytes)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, version)
  bytes.set(hexToBytes(keyId), 1)
  bytes.set(hexToBytes(id), 5)
  view.setUint32(21, facts.market)
  view.setUint32(25, seconds(facts.startsAt))
  view.setUint16(29, Math.min(0xffff, Math.ceil((facts.endsAt - facts.startsAt) / (60 * second))))
  view.setUint32(31, seconds(facts.expiresAt))
  bytes.set(hexToBytes(key), 35)
  return bytesToHex(joined(bytes, sign(joined(credentialDomain, bytes))))
}

/** What a phone shows at `at` (UTC ms by the server's clock), in canonical form. `sign` is the phone's key. */
export function makePass(credential: string, at: number, sign: Sign): string {
  const bytes = new Uint8Array(credentialBytes + 4)
  bytes.set(hexToBytes(credential))
  new DataView(bytes.buffer).setUint32(credentialBytes, seconds(at))
  return passLetters.work_pass + toBase32(joined(bytes, sign(joined(passDomain, bytes))))
}

/**
 * The text of the QR code. In capitals, for which QR codes need a third less room; reading does not mind them.
 * @param linkStart like `https://example.cn/q/`
 */
export const passCode = (linkStart: string, pass: string): string => `${linkStart}${pass}`.toUpperCase()

export type ReadPass = { status: 'genuine'; facts: PassFacts; shownAt: number } | { status: 'bad_signature' } | { status: 'unknown_key' }

/**
 * Reads a pass in canonical form, as `parseCode` gives it. Says who signed it, and nothing about when: see `passTiming`.
 * @param keys the server's; an unknown one may be newer than these
 */
export function readPass(token: string, keys: readonly PassKey[], verify: Verify): ReadPass {
  const bytes = token.startsWith(passLetters.work_pass) ? fromBase32(token.slice(1)) : null
  if (bytes === null || bytes.length !== passBytes || bytes[0] !== version) return { status: 'bad_signature' }
  const keyId = bytesToHex(bytes.subarray(1, 5))
  const key = keys.find(({ id }) => id === keyId)
  if (key === undefined) return { status: 'unknown_key' }
  const [facts, signed] = [bytes.subarray(0, factsBytes), bytes.subarray(0, credentialBytes + 4)]
  const deviceKey = bytesToHex(bytes.subarray(35, factsBytes))
  if (!verify(key.publicKey, joined(credentialDomain, facts), bytes.subarray(factsBytes, credentialBytes))) return { status: 'bad_signature' }
  if (!verify(deviceKey, joined(passDomain, signed), bytes.subarray(credentialBytes + 4))) return { status: 'bad_signature' }
  const view = new DataView(bytes.buffer)
  const startsAt = view.getUint32(25) * second
  return {
    status: 'genuine',
    shownAt: view.getUint32(credentialBytes) * second,
    facts: {
      keyId,
      applicationId: bytesToHex(bytes.subarray(5, 21)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      market: view.getUint32(21),
      startsAt,
      endsAt: startsAt + view.getUint16(29) * 60 * second,
      expiresAt: view.getUint32(31) * second,
      deviceKey,
    },
  }
}

/** Whether a genuine pass was of the moment when it was scanned. */
export function passTiming({ facts, shownAt }: { facts: Pick<PassFacts, 'expiresAt'>; shownAt: number }, at: number): 'ok' | 'expired' | 'clock_skew' {
  if (at < shownAt - passToleranceMs) return 'clock_skew'
  return at > shownAt + passGoodMs || at > facts.expiresAt ? 'expired' : 'ok'
}
