import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base32Alphabet, parseCode } from '../scan/scan.rules'
import { hour, minute } from '../words/time'
import { deviceKeyFrom, signWithDevice, slipHash, verifyOnPhone } from './device-key'
import { makeCredential, makePass, marketTag, passCode, passGoodMs, passTiming, passToleranceMs, readPass, type PassFacts } from './pass.rules'

const server = deviceKeyFrom(new Uint8Array(48).fill(1))
const phone = deviceKeyFrom(new Uint8Array(48).fill(2))
const now = Date.UTC(2026, 10, 23, 22, 0)
const facts: PassFacts = {
  keyId: '0a0b0c0d',
  applicationId: '0197b0c2-5f3a-7c11-8a55-0123456789ab',
  market: marketTag('0197b0c2-0000-7c11-8a55-0123456789ab'),
  startsAt: now + hour,
  endsAt: now + 10 * hour,
  expiresAt: now + 24 * hour,
  deviceKey: phone.publicKey,
}
const keys = [{ id: facts.keyId, publicKey: server.publicKey }]
const credential = makeCredential(facts, (message) => signWithDevice(server.privateKey, message))
const pass = makePass(credential, now, (message) => signWithDevice(phone.privateKey, message))
const changedAt = (token: string, at: number) => token.slice(0, at) + base32Alphabet.charAt((base32Alphabet.indexOf(token.charAt(at)) + 1) % 32) + token.slice(at + 1)

describe('a work pass', () => {
  test('says to everybody with the server’s key what the server said, and when the phone signed', () => {
    expect(readPass(pass, keys, verifyOnPhone)).toEqual({ status: 'genuine', facts, shownAt: now })
  })

  test('is short enough for a code that a cracked screen still shows, and is read out of it', () => {
    const code = passCode('https://market.example/q/', pass)
    expect(code.length).toBeLessThanOrEqual(350)
    // QR's alphanumeric mode: no letter outside it.
    expect(code).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
    expect(parseCode(code)).toEqual({ token: pass, kind: 'work_pass' })
  })

  test('with any one letter changed is not ours', () => {
    // Signatures are dear; every fifth letter, and all of those that say what it is about.
    for (let at = 1; at < pass.length; at += at < 60 ? 1 : 5) {
      // The letters of the key id name another key.
      expect(['bad_signature', 'unknown_key']).toContain(readPass(changedAt(pass, at), keys, verifyOnPhone).status)
    }
  })

  test('of another phone with the same credential is not ours', () => {
    const other = deviceKeyFrom(new Uint8Array(48).fill(3))
    expect(readPass(makePass(credential, now, (message) => signWithDevice(other.privateKey, message)), keys, verifyOnPhone)).toEqual({ status: 'bad_signature' })
  })

  test('with a credential that somebody else signed is not ours', () => {
    const forged = makeCredential(facts, (message) => signWithDevice(phone.privateKey, message))
    expect(readPass(makePass(forged, now, (message) => signWithDevice(phone.privateKey, message)), keys, verifyOnPhone)).toEqual({ status: 'bad_signature' })
  })

  test('of a key that is not on the list is told apart: the list may be old', () => {
    expect(readPass(pass, [{ id: 'ffffffff', publicKey: server.publicKey }], verifyOnPhone)).toEqual({ status: 'unknown_key' })
  })

  test('is never guessed: anything at all is refused without an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(readPass(text, keys, verifyOnPhone).status).not.toBe('genuine')
      expect(readPass(`p${text}`, keys, verifyOnPhone).status).not.toBe('genuine')
    }), { numRuns: 40 })
  })

  test('counts from half a minute before it was signed, for clocks that differ, until its code was replaced and half a minute more', () => {
    const timing = (at: number, expiresAt = facts.expiresAt) => passTiming({ facts: { expiresAt }, shownAt: now }, at)
    expect([now - passToleranceMs - 1, now - passToleranceMs, now, now + passGoodMs, now + passGoodMs + 1].map((at) => timing(at))).toEqual(['clock_skew', 'ok', 'ok', 'ok', 'expired'])
    expect(timing(now - 2 * minute)).toBe('clock_skew')
    expect(timing(now + 1, now)).toBe('expired')
  })

  test('is made for a UUID and a key only', () => {
    expect(() => makeCredential({ ...facts, applicationId: 'application-1' }, () => new Uint8Array(64))).toThrow(TypeError)
    expect(() => makeCredential({ ...facts, deviceKey: 'ff' }, () => new Uint8Array(64))).toThrow(TypeError)
  })
})

describe('a phone’s key', () => {
  test('is a P-256 key like any other: OpenSSL takes its signatures, and the other way round', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { d = '', x = '', y = '' } = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'jwk' })
    const [secret, px, py] = [d, x, y].map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer, Buffer]
    const point = ((py.at(-1) ?? 0) & 1 ? '03' : '02') + px.toString('hex')
    const message = Buffer.from('到岗')
    expect(verify('sha256', message, { key: createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })), dsaEncoding: 'ieee-p1363' }, signWithDevice(secret.toString('hex'), message))).toBe(true)
    for (let round = 0; round < 8; round += 1) expect(verifyOnPhone(point, message, sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }))).toBe(true)
  })

  test('follows from random bytes, all of them', () => {
    expect(deviceKeyFrom(new Uint8Array(48).fill(2))).toEqual(phone)
    expect(phone.publicKey).toMatch(/^0[23][0-9a-f]{64}$/)
    expect(() => deviceKeyFrom(new Uint8Array(32))).toThrow()
  })

  test('a signature, a key or a message that is none is refused without an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), fc.string(), (bytes, key) => {
      expect(verifyOnPhone(key, bytes, bytes)).toBe(false)
      expect(verifyOnPhone(phone.publicKey, bytes, bytes)).toBe(false)
    }), { numRuns: 30 })
  })
})

test('markets are told apart, and slips are compared without their tokens', () => {
  expect(new Set(Array.from({ length: 1000 }, (_, at) => marketTag(`market-${at}`))).size).toBe(1000)
  expect(slipHash('salt', 'w0123456789abcdefghj')).toMatch(/^[0-9a-f]{32}$/)
  expect(slipHash('salt', 'w0123456789abcdefghj')).not.toBe(slipHash('other', 'w0123456789abcdefghj'))
})
