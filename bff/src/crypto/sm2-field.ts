/**
 * Arithmetic modulo the prime of SM2 in WebAssembly, for public numbers: BigInt takes four hundred nanoseconds for a product, this a
 * tenth. The code is put together here, instruction by instruction, because it is short and very regular.
 *
 * Numbers lie in memory as eight 32-bit limbs, lowest first, in Montgomery's form (x · 2²⁵⁶ mod p), always below p. The prime is
 * 2²⁵⁶ − 2²²⁴ − 2⁹⁶ + 2⁶⁴ − 1: its lowest limb is −1, so what a limb is reduced by is the limb itself, and times p it is five additions.
 */

export const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const limbs = 8
const limbsOfP = Array.from({ length: limbs }, (_, at) => Number((p >> BigInt(32 * at)) & 0xffffffffn))

/** Addresses of the sum and of what is worked with, 32 bytes each; tables lie behind them. */
export const at = { X: 0, Y: 32, ZZ: 64, ZZZ: 96, P: 128, R: 160, PP: 192, PPP: 224, Q: 256, T: 288, U: 320, zero: 352, negative: 384, E: 448 } as const
export const tablesBegin = 512

type Code = readonly number[]

/** LEB128, as WebAssembly writes every number. */
function signed(value: number): number[] {
  const bytes: number[] = []
  for (let rest = BigInt(value); ;) {
    const low = Number(rest & 0x7fn)
    rest >>= 7n
    const isLast = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0)
    bytes.push(isLast ? low : low | 0x80)
    if (isLast) return bytes
  }
}
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

const get = (local: number): Code => [0x20, local]
const set = (local: number): Code => [0x21, local]
const constant = (value: number): Code => [0x42, ...signed(value)]
const address = (value: number): Code => [0x41, ...signed(value)]
const [add64, sub64, mul64, and64, shiftSigned, shiftUnsigned, less64, select, add32, end] = [0x7c, 0x7d, 0x7e, 0x83, 0x87, 0x88, 0x53, 0x1b, 0x6a, 0x0b]
const load = (pointer: number, limb: number): Code => [...get(pointer), 0x35, 2, 4 * limb]
const store = (limb: number): Code => [0x3e, 2, 4 * limb]
const low = (from: number, to: number): Code => [...get(from), ...constant(0xffffffff), and64, ...set(to)]
const carry = (from: number, to: number, shift: number): Code => [...get(from), ...constant(32), shift, ...set(to)]
const each = (work: (limb: number) => Code): Code => Array.from({ length: limbs }, (_, limb) => work(limb)).flat()

/** Locals of both functions, behind their three addresses `to`, `a`, `b`. */
const [to, a, b, s, c, factor] = [0, 1, 2, 21, 22, 23]
const left = (limb: number): number => 3 + limb
const sum = (limb: number): number => 11 + limb
const locals: Code = [1, 21, 0x7e]

/** `to = a · b`, limb by limb of b, reduced by one limb each time. */
const multiply: Code = [
  ...each((limb) => [...load(a, limb), ...set(left(limb))]),
  ...each((row) => [
    ...load(b, row), ...set(factor), ...constant(0), ...set(c),
    ...each((limb) => [...get(sum(limb)), ...get(left(limb)), ...get(factor), mul64, add64, ...get(c), add64, ...set(s), ...low(s, sum(limb)), ...carry(s, c, shiftUnsigned)]),
    ...get(sum(8)), ...get(c), add64, ...set(s), ...low(s, sum(8)), ...carry(s, sum(9), shiftUnsigned),
    // The lowest limb, times p, added: it becomes nothing, and everything moves down by one. `factor` is that limb from here on.
    ...get(sum(0)), ...set(factor), ...get(sum(1)), ...set(sum(0)), ...constant(0), ...set(c),
    ...[2, 3, 4, 5, 6, 7, 8].flatMap((limb) => {
      const change: Code = limb === 2 || limb === 8 ? [...get(factor), add64] : limb === 3 || limb === 7 ? [...get(factor), sub64] : []
      return [...get(sum(limb)), ...change, ...get(c), add64, ...set(s), ...low(s, sum(limb - 1)), ...carry(s, c, shiftSigned)]
    }),
    ...get(sum(9)), ...get(c), add64, ...set(sum(8)),
  ]),
  // Below 2p: p is taken away where that leaves something.
  ...constant(0), ...set(c),
  ...each((limb) => [...get(sum(limb)), ...constant(limbsOfP[limb] as number), sub64, ...get(c), add64, ...set(s), ...low(s, left(limb)), ...carry(s, c, shiftSigned)]),
  ...get(sum(8)), ...get(c), add64, ...set(s),
  ...each((limb) => [...get(to), ...get(sum(limb)), ...get(left(limb)), ...get(s), ...constant(0), less64, select, ...store(limb)]),
  end,
]

/** `to = a − b`, and p added where that is below nothing: then the last carry is −1, all ones. */
const subtract: Code = [
  ...each((limb) => [...load(a, limb), ...load(b, limb), sub64, ...get(c), add64, ...set(s), ...low(s, left(limb)), ...carry(s, c, shiftSigned)]),
  ...get(c), ...set(factor), ...constant(0), ...set(c),
  ...each((limb) => [
    ...get(left(limb)), ...constant(limbsOfP[limb] as number), ...get(factor), and64, add64, ...get(c), add64, ...set(s),
    ...get(to), ...get(s), ...store(limb), ...carry(s, c, shiftSigned),
  ]),
  end,
]

type Place = number | Code
const place = (one: Place): Code => (typeof one === 'number' ? address(one) : one)
const call = (which: number, target: Place, one: Place, other: Place): Code => [...place(target), ...place(one), ...place(other), 0x10, which]
const times = (target: Place, one: Place, other: Place): Code => call(0, target, one, other)
const minus = (target: Place, one: Place, other: Place): Code => call(1, target, one, other)

/** Adds the affine point at the address given to the sum (madd-2008-s). Where both are the same or opposite, ZZ becomes nothing and stays so. */
const addPoint: Code = [
  ...times(at.P, get(0), at.ZZ), ...minus(at.P, at.P, at.X),
  ...times(at.R, [...get(0), ...address(32), add32], at.ZZZ), ...minus(at.R, at.R, at.Y),
  ...times(at.PP, at.P, at.P), ...times(at.PPP, at.P, at.PP), ...times(at.Q, at.X, at.PP), ...times(at.U, at.Y, at.PPP),
  ...times(at.T, at.R, at.R), ...minus(at.T, at.T, at.PPP), ...minus(at.T, at.T, at.Q), ...minus(at.X, at.T, at.Q),
  ...minus(at.T, at.Q, at.X), ...times(at.T, at.R, at.T), ...minus(at.Y, at.T, at.U),
  ...times(at.ZZ, at.ZZ, at.PP), ...times(at.ZZZ, at.ZZZ, at.PPP),
  end,
]

/** Puts the point at the address given, its y turned around, where `negative` is. */
const turnAround: Code = [...minus(at.negative, get(0), at.zero), ...minus(at.negative + 32, at.zero, [...get(0), ...address(32), add32]), end]

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content]
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
const named = (text: string): Code => [text.length, ...Buffer.from(text)]
const body = (declared: Code, code: Code): Code => [...unsigned(declared.length + code.length), ...declared, ...code]

/** Declared here: types of Node have it without its values, and those of browsers have no place on a server. */
type Engine = {
  Module: new (code: Uint8Array) => object
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer }
  Instance: new (module: object, imports: object) => { exports: unknown }
}
const { Module, Memory, Instance } = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly

const module = new Module(Uint8Array.from([
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  // Two types, of three addresses and of one; the memory comes from outside; the functions and their names.
  ...section(1, list([[0x60, 3, 0x7f, 0x7f, 0x7f, 0], [0x60, 1, 0x7f, 0]])),
  ...section(2, list([[...named('e'), ...named('m'), 2, 0, 1]])),
  ...section(3, list([[0], [0], [1], [1]])),
  ...section(7, list([[...named('multiply'), 0, 0], [...named('subtract'), 0, 1], [...named('addPoint'), 0, 2], [...named('turnAround'), 0, 3]])),
  ...section(10, list([body(locals, multiply), body(locals, subtract), body([0], addPoint), body([0], turnAround)])),
]))

export type Field = {
  readonly memory: Buffer
  multiply(to: number, a: number, b: number): void
  subtract(to: number, a: number, b: number): void
  addPoint(point: number): void
  turnAround(point: number): void
}

/** @param bytes how much lies behind `tablesBegin` */
export function openField(bytes: number): Field {
  const memory = new Memory({ initial: Math.ceil((tablesBegin + bytes) / 65_536) })
  const { exports } = new Instance(module, { e: { m: memory } })
  return { ...(exports as Omit<Field, 'memory'>), memory: Buffer.from(memory.buffer) }
}

/** A number below p as it lies in memory. */
export const inMemory = (value: bigint): Buffer => Buffer.from(((value << 256n) % p).toString(16).padStart(64, '0'), 'hex').reverse()
