import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doublings, sumHasX, tableOf, type Table } from './sm2-table'
import { generateKeyPair, signer, verify } from './sm2'

const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const Point = weierstrass({
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn, n, h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn, b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n, Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
})
type P = InstanceType<typeof Point>

function tableOfPoint(point: P): Table {
  const powers = [point]
  while (powers.length < doublings) powers.push((powers.at(-1) as P).double())
  return tableOf(powers.map((power) => power.toAffine()))
}
const hex = (value: bigint): string => value.toString(16).padStart(64, '0')

const secret = 0x3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8n
const other = Point.BASE.multiply(secret)
const tables: [Table, Table] = [tableOfPoint(Point.BASE), tableOfPoint(other)]
const slow = (s: bigint, t: bigint): P => Point.BASE.multiplyUnsafe(s).add(other.multiplyUnsafe(t))

describe('a table', () => {
  test('holds every multiple that a window can ask for', () => {
    for (const [window, digit] of [[0, 1], [0, 2], [0, 3], [0, 128], [1, 1], [7, 77], [31, 127], [31, 128], [32, 1]] as const) {
      const found = tables[1][window]?.[digit - 1]
      expect(found, `${digit} in window ${window}`).toEqual(other.multiplyUnsafe((BigInt(digit) << BigInt(8 * window)) % n).toAffine())
    }
  })
})

describe('the sum of two multiples', () => {
  const scalar = fc.bigInt({ min: 1n, max: n - 1n })
  test('has the x that the slow way finds, and no other', () => {
    fc.assert(fc.property(scalar, scalar, fc.bigInt({ min: 1n, max: n - 1n }), (s, t, off) => {
      const x = slow(s, t).x % n
      return sumHasX(tables, [hex(s), hex(t)], x) === true && sumHasX(tables, [hex(s), hex(t)], (x + off) % n) === false
    }), { numRuns: 60 })
  })
  test.each<[string, bigint, bigint]>([
    ['the smallest', 1n, 1n], ['the largest', n - 1n, n - 1n], ['digits that all carry', BigInt(`0x${'81'.repeat(31)}`), BigInt(`0x${'80'.repeat(31)}`)],
    ['digits that carry into the last window', BigInt(`0x${'ff'.repeat(3)}${'00'.repeat(28)}81`), 5n], ['bytes that are nothing', 1n << 248n, 1n << 128n],
  ])('%s', (_what, s, t) => {
    expect(sumHasX(tables, [hex(s), hex(t)], slow(s, t).x % n)).toBe(true)
    expect(sumHasX(tables, [hex(s), hex(t)], (slow(s, t).x + 1n) % n)).toBe(false)
  })
  test('that is nothing, or meets itself on the way, is left to the slow way', () => {
    // s·G − s·G, and twice the same point one after the other.
    const minus = tableOfPoint(Point.BASE.negate())
    expect(sumHasX([tables[0], minus], [hex(5n), hex(5n)], 1n)).toBeNull()
    expect(sumHasX([tables[0], tables[0]], [hex(5n), hex(5n)], 1n)).toBeNull()
    expect(sumHasX(tables, [hex(0n), hex(0n)], 1n)).toBeNull()
  })
})

test('a key with a table finds right and wrong what it found without one', () => {
  const keys = generateKeyPair()
  const own = signer(keys.privateKey)
  const made = Array.from({ length: 12 }, (_, at) => ({ message: `${at}`, signature: own.sign(`${at}`) }))
  // The first three are checked without a table, the others with one, and then the first ones again.
  for (const { message, signature } of [...made, ...made]) {
    expect(verify(message, signature, keys.publicKey)).toBe(true)
    expect(verify(`${message} `, signature, keys.publicKey)).toBe(false)
    expect(verify(message, signature.slice(64) + signature.slice(0, 64), keys.publicKey)).toBe(false)
  }
})
