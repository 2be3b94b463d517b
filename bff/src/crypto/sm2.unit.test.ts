import { describe, expect, test } from 'vitest'
import { generateKeyPair, identityHash, publicKeyOf, sign, sm3, verify } from './sm2'

/** The example of GB/T 32918.5, annex A. */
const vector = {
  message: 'message digest',
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  publicKey: '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  identityHash: 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
  nonce: 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n,
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
}

describe('SM3', () => {
  test('gives the digests printed in the standard', () => {
    expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(sm3('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  })
})

describe('SM2', () => {
  test('gives the public key, ZA, r and s printed in the standard', () => {
    expect(publicKeyOf(vector.privateKey)).toBe(vector.publicKey)
    expect(identityHash(vector.publicKey)).toBe(vector.identityHash)
    expect(sign(vector.message, vector.privateKey, () => vector.nonce)).toBe(vector.r + vector.s)
    expect(verify(vector.message, vector.r + vector.s, vector.publicKey)).toBe(true)
  })

  test('a signature holds for its own message and key only', () => {
    const mine = generateKeyPair()
    const signature = sign('两百元一天', mine.privateKey)
    expect(verify('两百元一天', signature, mine.publicKey)).toBe(true)
    expect(verify('两百元一夭', signature, mine.publicKey)).toBe(false)
    expect(verify('两百元一天', signature, generateKeyPair().publicKey)).toBe(false)
  })

  test('one changed bit anywhere in a signature breaks it', () => {
    const good = vector.r + vector.s
    for (let bit = 0; bit < 512; bit += 37) {
      const bytes = Buffer.from(good, 'hex')
      bytes[bit >> 3] = bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7))
      expect(verify(vector.message, bytes.toString('hex'), vector.publicKey)).toBe(false)
    }
  })

  test('the same message signed twice has two different signatures, both good', () => {
    const first = sign(vector.message, vector.privateKey)
    const second = sign(vector.message, vector.privateKey)
    expect(first).not.toBe(second)
    expect([first, second].map((signature) => verify(vector.message, signature, vector.publicKey))).toEqual([true, true])
  })

  test.each([
    ['an empty signature', '', vector.publicKey],
    ['zero for r and s', '0'.repeat(128), vector.publicKey],
    ['numbers above the order', 'f'.repeat(128), vector.publicKey],
    ['a point that is not on the curve', vector.r + vector.s, `${vector.publicKey.slice(0, -1)}4`],
    ['a compressed key', vector.r + vector.s, `02${vector.publicKey.slice(2, 66)}`],
  ])('%s is refused without an exception', (_name, signature, publicKey) => {
    expect(verify(vector.message, signature, publicKey)).toBe(false)
  })

  test.each(['', 'zz', '0'.repeat(64), 'f'.repeat(64)])('"%s" is not taken for a private key', (privateKey) => {
    expect(() => sign('x', privateKey)).toThrow('SM2 private key')
  })
})
