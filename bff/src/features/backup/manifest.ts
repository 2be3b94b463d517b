import type { DatabaseFacts } from '../../store/database-facts'
import type { LogEnd } from '../evidence/log-end'
import { SealedStreamRefused } from '../../crypto/sealed-stream'

/** What a backup says of itself, in front of the database and sealed with it: what is restored is held against it. */
export type Manifest = {
  format: 1
  /** UTC ms */
  at: number
  /** Bytes of the database. */
  bytes: number
  facts: Omit<DatabaseFacts, 'damage'>
  log: LogEnd
}

const lengthBytes = 4
const largest = 1_000_000

export function manifestBytes(manifest: Manifest): Buffer {
  const text = Buffer.from(JSON.stringify(manifest))
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text])
}

/** Reads the manifest and gives it with what follows. @throws SealedStreamRefused it is none */
export async function withoutManifest(plain: AsyncIterable<Buffer>): Promise<{ manifest: Manifest; database: AsyncGenerator<Buffer> }> {
  const pieces = plain[Symbol.asyncIterator]()
  let begun: Buffer = Buffer.alloc(0)
  const need = async (bytes: number): Promise<void> => {
    while (begun.length < bytes) {
      const { value, done } = await pieces.next()
      if (done === true) throw new SealedStreamRefused('it holds no backup')
      begun = Buffer.concat([begun, value])
    }
  }
  await need(lengthBytes)
  const end = lengthBytes + begun.readUInt32BE()
  if (end > largest) throw new SealedStreamRefused('it holds no backup')
  await need(end)
  // It was sealed with our key: who wrote it is this program, of now or of before.
  const manifest = JSON.parse(begun.subarray(lengthBytes, end).toString()) as Manifest
  if (manifest.format !== 1) throw new SealedStreamRefused('a newer program made it')
  const rest = (async function* () {
    yield begun.subarray(end)
    yield* { [Symbol.asyncIterator]: () => pieces }
  })()
  return { manifest, database: rest }
}
