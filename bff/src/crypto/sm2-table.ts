/**
 * `s·G + t·Q` on the curve of SM2 for points that are known beforehand, which is all that checking a signature costs. For public
 * numbers only: how long it takes depends on them.
 *
 * Every multiple that a window can ask for is kept as an affine point, so a product is a sum of 2 × 32 of them and nothing is ever
 * doubled; the sum is kept in the coordinates (X, Y, ZZ, ZZZ) of Sutherland, x = X / ZZ and y = Y / ZZZ with ZZ³ = ZZZ², in which
 * adding an affine point takes nine reductions (formulas madd-2008-s of the Explicit-Formulas Database). It is the reductions that
 * BigInt is slow at, so sums of products are reduced once.
 */

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
/** Bits of a window; digits are signed, −128 to 128. */
const width = 8
const half = 2 ** (width - 1)
/** One more for what the last one carries. */
const windows = 256 / width + 1

export type Affine = { x: bigint; y: bigint }
/** By window and by the digit's amount from 1: `digit · 2^(8·window) · P`. */
export type Table = readonly (readonly Affine[])[]

const reduced = (value: bigint): bigint => {
  const rest = value % p
  return rest < 0n ? rest + p : rest
}

/** How often `P` has to be doubled for a table of it. */
export const doublings = windows * width

/** @param powers `2^i · P` for each i below `doublings`, P not the point at infinity */
export function tableOf(powers: readonly Affine[]): Table {
  const rows = Array.from({ length: windows }, (): Affine[] => [])
  rows.forEach((row, window) => {
    for (let bit = 0; bit < width; bit += 1) row[2 ** bit - 1] = powers[window * width + bit] as Affine
  })
  // What stands between two powers is the lower one and what is there already; one inversion serves a whole stretch of all rows.
  for (let low = 2; low < half; low *= 2) {
    const steps = rows.flatMap((row) => Array.from({ length: low - 1 }, (_, more) => ({ row, digit: low + more + 1, one: row[low - 1] as Affine, other: row[more] as Affine })))
    const inverses = invertAll(steps.map(({ one, other }) => reduced(other.x - one.x)))
    steps.forEach(({ row, digit, one, other }, at) => {
      const slope = reduced((other.y - one.y) * (inverses[at] as bigint))
      const x = reduced(slope * slope - one.x - other.x)
      row[digit - 1] = { x, y: reduced(slope * (one.x - x) - one.y) }
    })
  }
  return rows
}

/** Montgomery's trick: one inversion and three products each. */
function invertAll(values: readonly bigint[]): bigint[] {
  const products: bigint[] = []
  let product = 1n
  for (const value of values) {
    products.push(product)
    product = (product * value) % p
  }
  let inverse = power(product, p - 2n)
  const inverses: bigint[] = []
  for (let at = values.length - 1; at >= 0; at -= 1) {
    inverses[at] = (inverse * (products[at] as bigint)) % p
    inverse = (inverse * (values[at] as bigint)) % p
  }
  return inverses
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) result = bit === '1' ? (((result * result) % p) * base) % p : (result * result) % p
  return result
}

/** Digits from −128 to 128, lowest first. */
function digitsOf(hex: string): number[] {
  const bytes = Buffer.from(hex, 'hex')
  const digits: number[] = []
  let carry = 0
  for (let at = 31; at >= 0; at -= 1) {
    const digit = (bytes[at] as number) + carry
    carry = digit > half ? 1 : 0
    digits.push(digit - carry * 2 * half)
  }
  return [...digits, carry]
}

/**
 * Whether the x of `s·G + t·Q` is `expected` modulo the order of the curve.
 * @param factors `s` and `t`, 64 hex digits each
 * @returns null where the sum ran into one of the few cases the quick way does not know: then the slow way has to tell
 */
export function sumHasX(tables: readonly [Table, Table], factors: readonly [string, string], expected: bigint): boolean | null {
  let [X, Y, ZZ, ZZZ] = [0n, 0n, 0n, 0n]
  for (let which = 0; which < 2; which += 1) {
    const table = tables[which] as Table
    const digits = digitsOf(factors[which] as string)
    for (let window = 0; window < windows; window += 1) {
      const digit = digits[window] as number
      if (digit === 0) continue
      const { x, y: positive } = (table[window] as readonly Affine[])[Math.abs(digit) - 1] as Affine
      const y = digit < 0 ? p - positive : positive
      if (ZZ === 0n) {
        ;[X, Y, ZZ, ZZZ] = [x, y, 1n, 1n]
        continue
      }
      const P = (x * ZZ - X) % p
      if (P === 0n) return null
      const R = (y * ZZZ - Y) % p
      const PP = (P * P) % p
      const PPP = (P * PP) % p
      const Q = (X * PP) % p
      X = (R * R - PPP - 2n * Q) % p
      Y = (R * (Q - X) - Y * PPP) % p
      ZZ = (ZZ * PP) % p
      ZZZ = (ZZZ * PPP) % p
    }
  }
  if (ZZ === 0n) return null
  // x is below p and known modulo n only, which is a little less: it may be one of two.
  const isX = (x: bigint): boolean => (x * ZZ - X) % p === 0n
  return isX(expected) || (expected + n < p && isX(expected + n))
}
