import { closeSync, constants, existsSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { renameDurably } from '../store/durable-names'
import { lockFile } from '../store/file-lock'
import { checkFolder, KeyFilesRefused, readChecked } from './key-files'

/** The last root that was co-signed. Hashes are hex. */
export type RememberedRoot = { logId: string; size: number; root: string }

/** What the co-signer remembers, and where: not in the database whose keeper it does not believe. */
export interface CosignMemory {
  /**
   * One at a time among all who share this memory, in whatever process.
   * @throws KeyFilesRefused it cannot be read, or others could have changed it; Error others have it and do not let go
   */
  alone<T>(work: (own: { last: RememberedRoot | null; remember(next: RememberedRoot): void }) => Promise<T>): Promise<T>
}

export const cosignMemoryFile = 'cosign-memory.json'

/** How long somebody else may have it: a proof is a few look-ups. */
const patienceMs = 10_000
const askEveryMs = 25

/** In the co-signer's own folder, beside its key: whoever can change the one can use the other. */
export const memoryInFolder = (folder: string): CosignMemory => ({
  async alone(work) {
    checkFolder(folder)
    const unlock = await locked(join(folder, 'cosign-memory.lock'))
    try {
      return await work({ last: read(folder), remember: (next) => write(folder, next) })
    } finally {
      unlock()
    }
  },
})

/** For tests and measurements: gone with the process. */
export function memoryHere(): CosignMemory {
  let last: RememberedRoot | null = null
  let before: Promise<unknown> = Promise.resolve()
  return {
    alone(work) {
      const turn = before.then(() => work({ last, remember: (next) => { last = next } }))
      before = turn.catch(() => undefined)
      return turn
    },
  }
}

async function locked(path: string): Promise<() => void> {
  for (const until = Date.now() + patienceMs; ;) {
    const unlock = lockFile(path)
    if (unlock !== null) return unlock
    if (Date.now() > until) throw new Error('another process does not let go of the memory of the co-signer')
    await pause(askEveryMs)
  }
}

function read(folder: string): RememberedRoot | null {
  const path = join(folder, cosignMemoryFile)
  if (!existsSync(path)) return null
  let found: Partial<RememberedRoot> | null
  try {
    found = JSON.parse(readChecked(path)) as Partial<RememberedRoot> | null
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    found = null
  }
  const { logId, size, root } = found ?? {}
  const areHashes = [logId, root].every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash))
  // Without it anything would be co-signed: whoever wants that says so by taking the file away.
  if (!areHashes || !Number.isSafeInteger(size)) throw new KeyFilesRefused(`${path} is no memory of a co-signer: put it back from a copy; nothing is co-signed until then`)
  return { logId, size, root } as RememberedRoot
}

/** Whole or not at all, and on the disk before anything is signed: a co-signer that forgets signs a fork. */
function write(folder: string, { logId, size, root }: RememberedRoot): void {
  const path = join(folder, cosignMemoryFile)
  const part = `${path}.part`
  const file = openSync(part, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0), 0o600)
  try {
    writeSync(file, `${JSON.stringify({ logId, size, root })}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameDurably(part, path)
}
