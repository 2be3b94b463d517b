import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32Alphabet, codeLink, kindOfToken, parseCode, printedLetters, printedTokenLength, readableToken } from './scan.rules'

const body = (length: number) =>
  fc.array(fc.constantFrom(...base32Alphabet), { minLength: length, maxLength: length }).map((letters) => letters.join(''))
const printedToken = fc.tuple(fc.constantFrom(...Object.values(printedLetters)), body(printedTokenLength - 1)).map((parts) => parts.join(''))
const token = fc.oneof(printedToken, body(56).map((text) => `p${text}`))

const gate = 'g7k3m2p9x4q17h3t0v5w'
const expected = { token: gate, kind: 'gate' }

describe('reading a code', () => {
  it.each([
    ['a link of the market', `https://market.example/q/${gate}`],
    ['a link on another host of ours', `http://localhost:8080/q/${gate}`],
    ['a link in capitals, as dense QR codes print it', `HTTPS://MARKET.EXAMPLE/Q/${gate.toUpperCase()}`],
    ['a link with a slash and a query behind it', `https://market.example/q/${gate}/?from=wall`],
    ['a link without its scheme', `market.example/q/${gate}`],
    ['an encoded link', encodeURIComponent(`https://market.example/q/${gate}`)],
    ['a link encoded twice', encodeURIComponent(encodeURIComponent(`https://market.example/q/${gate}`))],
    ['a q option', `q=${encodeURIComponent(`https://market.example/q/${gate}`)}&scancode_time=1789`],
    ['a page with a q option', `pages/scan/index?q=${encodeURIComponent(`https://market.example/q/${gate}`)}`],
    ['a q option that is not encoded', `q=https://market.example/q/${gate}`],
    ['a scene option', `scene=${gate}`],
    ['a scene option behind another', `pages/scan/index?from=1&scene=${gate}`],
    ['an encoded scene value', encodeURIComponent(`scene=${gate}`)],
    ['a bare token', gate],
    ['a bare token with spaces around it', `  ${gate}\n`],
    ['a bare token as it is read from paper', readableToken(gate)],
    ['a bare token with hyphens', gate.replace(/(.{4})(?=.)/g, '$1-')],
    ['a bare token in capitals', gate.toUpperCase()],
    ['o and l typed for 0 and 1', gate.replace('0', 'O').replace('1', 'l')],
    ['full-width letters of a Chinese keyboard', gate.replace('g', 'ｇ').replace('7', '７')],
  ])('%s gives the token', (_what, code) => {
    expect(parseCode(code)).toEqual(expected)
  })

  it.each([
    ['nothing', ''],
    ['a 10 kB code', 'g'.repeat(10_000)],
    ['10 kB behind a link of ours', `https://market.example/q/${gate}?${'x'.repeat(10_000)}`],
    ['emoji', '👷‍♀️🎉'],
    ["another site's link", 'https://example.org/product/123'],
    ["another site's link with /q/ in it", 'https://example.org/q/hello'],
    ["another site's link that carries one of ours", `https://example.org/?q=${encodeURIComponent(`https://market.example/q/${gate}`)}`],
    ["another site's path before /q/", `https://example.org/redirect/q/${gate}`],
    ['a script', `javascript:alert('${gate}')`],
    ['a payment code', 'wxp://f2f0abcdefgh'],
    ['a phone number', '13800138000'],
    ['a broken percent sign', 'q=%E0%A4%A'],
    ['a token that is one letter short', gate.slice(0, -1)],
    ['a token of a kind that does not exist', `x${gate.slice(1)}`],
    ['a user name in front of the host', `https://market.example@example.org/q/${gate}`],
  ])('%s is foreign', (_what, code) => {
    expect(parseCode(code)).toEqual({ foreign: true })
  })

  it('tells the kinds of paper apart by their first letter', () => {
    const rest = gate.slice(1)
    expect(Object.entries(printedLetters).map(([kind, letter]) => [kind, parseCode(letter + rest)])).toEqual(
      Object.entries(printedLetters).map(([kind, letter]) => [kind, { token: letter + rest, kind }]),
    )
  })

  it('never throws, whatever was scanned', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 3_000 }), fc.webUrl({ withQueryParameters: true })), (raw) => {
      const read = parseCode(raw)
      expect('foreign' in read || kindOfToken(read.token) === read.kind).toBe(true)
    }), { numRuns: 500 })
  })

  it('finds every token again, however it was wrapped', () => {
    const wrap = fc.constantFrom<(made: string) => string>(
      (made) => made,
      (made) => made.toUpperCase(),
      (made) => ` ${readableToken(made)} `,
      (made) => codeLink('https://market.example', made),
      (made) => `q=${encodeURIComponent(codeLink('https://market.example', made))}`,
      (made) => `scene=${made}`,
    )
    fc.assert(fc.property(token, wrap, (made, wrapped) => {
      expect(parseCode(wrapped(made))).toMatchObject({ token: made })
    }), { numRuns: 500 })
  })

  it('fits a printed token into the 32 characters of a scene', () => {
    expect(gate).toHaveLength(printedTokenLength)
    expect(printedTokenLength).toBeLessThanOrEqual(32)
  })
})
