import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openStream, sealedStreamKeyId, SealedStreamRefused, sealStream } from './sealed-stream'

const key = randomBytes(32)
const [header, chunk] = [48, 64 * 1024]
const keyOf = (id: string) => (id === sealedStreamKeyId(key) ? key : null)

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
const all = async (pieces: AsyncIterable<Buffer>): Promise<Buffer> => {
  const list: Buffer[] = []
  for await (const piece of pieces) list.push(piece)
  return Buffer.concat(list)
}
const seal = (plain: Buffer, pieces = 100_000) => all(sealStream(inPieces(plain, pieces), key))
const open = (sealed: Buffer, pieces = 100_000) => all(openStream(inPieces(sealed, pieces), keyOf))
const refused = (sealed: Buffer) => expect(open(sealed)).rejects.toThrow(SealedStreamRefused)

test.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 5])('%i bytes come back, however they are cut on their way', async (length) => {
  const plain = randomBytes(length)
  for (const pieces of [1_000, chunk, 300_000]) expect((await open(await seal(plain, pieces), pieces)).equals(plain)).toBe(true)
})

test('two files of the same content have nothing in common', async () => {
  const plain = Buffer.alloc(1_000)
  const [one, other] = await Promise.all([seal(plain), seal(plain)])
  expect(one.subarray(16).equals(other.subarray(16))).toBe(false)
  expect(one.subarray(header).equals(other.subarray(header))).toBe(false)
})

test('another key opens nothing, and is named', async () => {
  const other = randomBytes(32)
  const sealed = await all(sealStream([Buffer.from('hidden')], other))
  await expect(open(sealed)).rejects.toThrow(sealedStreamKeyId(other))
  await expect(all(openStream(inPieces(sealed, 7), () => key))).rejects.toThrow(SealedStreamRefused)
})

test('one bit changed anywhere is noticed', async () => {
  const sealed = await seal(randomBytes(2 * chunk + 100))
  for (const at of [0, 10, 20, header - 1, header, header + 5, header + chunk, header + chunk + 16, header + 2 * (chunk + 16) + 7, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    await refused(changed)
  }
})

test('a file that was cut is noticed, also between two chunks', async () => {
  const sealed = await seal(randomBytes(2 * chunk + 100))
  for (const length of [0, 20, header, header + 5, header + 16, header + chunk + 16, header + 2 * (chunk + 16), sealed.length - 1]) await refused(sealed.subarray(0, length))
})

test('chunks that were swapped, left out, repeated or added are noticed', async () => {
  const sealed = await seal(randomBytes(3 * chunk))
  const size = chunk + 16
  const [head, one, two, three] = [sealed.subarray(0, header), ...[0, 1, 2].map((number) => sealed.subarray(header + number * size, header + (number + 1) * size))] as [Buffer, Buffer, Buffer, Buffer]
  for (const order of [[two, one, three], [one, three], [two, three], [one, one, two, three], [one, two, three, three], [one, two, three, Buffer.alloc(16)]]) await refused(Buffer.concat([head, ...order]))
  const other = await seal(randomBytes(3 * chunk))
  await refused(Buffer.concat([head, one, other.subarray(header + size)]))
})
