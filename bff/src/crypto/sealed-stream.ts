import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * A file of any length, encrypted: AES-256-GCM in chunks after the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015,
 * https://eprint.iacr.org/2015/189), as age's files are. A chunk's nonce is its number and whether it is the last, so that one that was
 * changed, left out, moved or put in, and an end that is missing, are all noticed, and at the first chunk that is not right.
 *
 * `MKTSEAL1`, the key's id (8 bytes), a salt (32), then chunks of 64 KiB, each with its tag. Each file has a key of its own, from the
 * key and the salt: a nonce never comes twice under one key.
 */
const magic = Buffer.from('MKTSEAL1')
const [idBytes, saltBytes, tagBytes] = [8, 32, 16]
const headerBytes = magic.length + idBytes + saltBytes
const chunkBytes = 64 * 1024

/** What is sealed cannot be opened. Says why, never what. */
export class SealedStreamRefused extends Error {
  override readonly name = 'SealedStreamRefused'
}

const derived = (key: Uint8Array, salt: Uint8Array, info: string, bytes: number): Buffer => Buffer.from(hkdfSync('sha256', key, salt, info, bytes))

/** Tells keys apart and says nothing of them; hex. */
export const sealedStreamKeyId = (key: Uint8Array): string => derived(key, Buffer.alloc(0), 'market sealed stream key id', idBytes).toString('hex')

/** The number of the chunk in 11 bytes, then 1 for the last one. */
function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

/**
 * Encrypts what comes.
 * @param key 32 bytes
 */
export async function* sealStream(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes)
  const header = Buffer.concat([magic, Buffer.from(sealedStreamKeyId(key), 'hex'), salt])
  const fileKey = derived(key, salt, 'market sealed stream', 32)
  yield header
  for await (const { bytes, number, last } of chunksOf(source, chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(number, last)).setAAD(header)
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
}

/**
 * Decrypts what `sealStream` wrote. What it gives is genuine as far as it goes, but only its end says that it was all: until then
 * nothing may be made of it.
 * @param keyOf the key of an id, null for one we do not have
 * @throws SealedStreamRefused
 */
export async function* openStream(source: AsyncIterable<Uint8Array>, keyOf: (id: string) => Uint8Array | null): AsyncGenerator<Buffer> {
  const pieces = source[Symbol.asyncIterator]()
  let begun: Buffer = Buffer.alloc(0)
  while (begun.length < headerBytes) {
    const { value, done } = await pieces.next()
    if (done === true) throw new SealedStreamRefused('this is not a sealed file, or its beginning is all that is left')
    begun = Buffer.concat([begun, value])
  }
  const header = begun.subarray(0, headerBytes)
  if (!header.subarray(0, magic.length).equals(magic)) throw new SealedStreamRefused('this is not a sealed file')
  const id = header.subarray(magic.length, magic.length + idBytes).toString('hex')
  const key = keyOf(id)
  if (key === null) throw new SealedStreamRefused(`it was sealed with the key ${id}, which is not here`)
  const fileKey = derived(key, header.subarray(magic.length + idBytes), 'market sealed stream', 32)
  const rest = (async function* () {
    yield begun.subarray(headerBytes)
    yield* { [Symbol.asyncIterator]: () => pieces }
  })()
  for await (const { bytes, number, last } of chunksOf(rest, chunkBytes + tagBytes)) {
    // Only an empty file has an empty last chunk: else the same content could be cut in two ways.
    if (bytes.length < tagBytes || (bytes.length === tagBytes && number > 0)) throw new SealedStreamRefused('its end is missing')
    const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(number, last), { authTagLength: tagBytes }).setAAD(header).setAuthTag(bytes.subarray(-tagBytes))
    const plain = decipher.update(bytes.subarray(0, -tagBytes))
    try {
      decipher.final()
    } catch {
      throw new SealedStreamRefused(last ? 'it was changed, or its end is missing' : `it was changed at byte ${headerBytes + number * (chunkBytes + tagBytes)} or soon after`)
    }
    yield plain
  }
}

/** Pieces of any size as chunks of one size; the last is shorter, and there is always one. */
async function* chunksOf(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncGenerator<{ bytes: Buffer; number: number; last: boolean }> {
  let number = 0
  let kept: Uint8Array[] = []
  let length = 0
  for await (const piece of source) {
    kept.push(piece)
    length += piece.length
    if (length <= size) continue
    let all = Buffer.concat(kept)
    // A full one is given out when something follows it: then it is not the last.
    for (; all.length > size; all = all.subarray(size)) yield { bytes: all.subarray(0, size), number: number++, last: false }
    kept = [all]
    length = all.length
  }
  yield { bytes: Buffer.concat(kept), number, last: true }
}
