import { base32Alphabet, parseCode, readableToken } from '@market/shared/scan/scan.rules'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePhoneCode, makePrintedToken, phoneCodeValidMs, readPhoneCode, verifyPrintedToken } from './codes'

const key = new Uint8Array(32).fill(7)
const otherKey = new Uint8Array(32).fill(8)

const withOneLetterChanged = (token: string, at: number) => {
  const next = base32Alphabet.charAt((base32Alphabet.indexOf(token.charAt(at)) + 1) % 32)
  return token.slice(0, at) + next + token.slice(at + 1)
}

describe('printed codes', () => {
  it('are ours when we made them, also after being typed from paper', () => {
    for (const kind of ['gate', 'job', 'person', 'crew'] as const) {
      const token = makePrintedToken(kind, key)
      expect(parseCode(readableToken(token).toUpperCase())).toEqual({ token, kind })
      expect(verifyPrintedToken(token, key)).toBe(true)
    }
  })

  it('are refused when any one character differs, without a look-up', () => {
    const token = makePrintedToken('gate', key)
    for (let at = 1; at < token.length; at += 1) expect(verifyPrintedToken(withOneLetterChanged(token, at), key)).toBe(false)
    for (const letter of ['j', 'w', 'c', 'p', 'x']) expect(verifyPrintedToken(letter + token.slice(1), key)).toBe(false)
  })

  it('are refused when another installation made them', () => {
    expect(verifyPrintedToken(makePrintedToken('gate', otherKey), key)).toBe(false)
  })

  it('are never guessed: anything at all is refused without an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(verifyPrintedToken(text, key)).toBe(false)
    }))
  })
})

describe('codes of phones at the desk', () => {
  const personId = '0197b0c2-5f3a-7c11-8a55-0123456789ab'
  const madeAt = 1_795_400_000_000
  const code = makePhoneCode({ personId, expiresAt: madeAt + phoneCodeValidMs }, key)

  it('name the person to the desk in time, and nobody later', () => {
    expect(parseCode(`https://market.example/q/${code}`)).toEqual({ token: code, kind: 'phone' })
    expect(readPhoneCode(code, key, madeAt + phoneCodeValidMs)).toEqual({ status: 'ok', personId })
    expect(readPhoneCode(code, key, madeAt + phoneCodeValidMs + 15_001)).toEqual({ status: 'expired', personId })
  })

  it('of a clock that is two minutes ahead do not count', () => {
    expect(readPhoneCode(code, key, madeAt - 120_000)).toEqual({ status: 'expired', personId })
    expect(readPhoneCode(code, key, madeAt - 20_000)).toMatchObject({ status: 'ok' })
  })

  it('with any one character changed, of another installation or another kind have a bad signature', () => {
    for (let at = 1; at < code.length; at += 1) expect(readPhoneCode(withOneLetterChanged(code, at), key, madeAt)).toEqual({ status: 'bad_signature' })
    for (const other of [makePhoneCode({ personId, expiresAt: madeAt }, otherKey), `${code}0`, `p${code.slice(1)}`, '']) expect(readPhoneCode(other, key, madeAt)).toEqual({ status: 'bad_signature' })
    expect(verifyPrintedToken(code, key)).toBe(false)
  })

  it('are only made for real ids', () => {
    expect(() => makePhoneCode({ personId: 'demo', expiresAt: madeAt }, key)).toThrow(TypeError)
  })
})
