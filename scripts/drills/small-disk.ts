import { execFile } from 'node:child_process'
import { openSync, rmSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A disk of its own in a folder, so small that it can be filled. */
export interface SmallDisk {
  fill(): void
  /** Gives back what was filled. */
  free(): void
  remove(): Promise<void>
}

/** Null where this user may not mount one. @param bytes its size */
export async function mountSmallDisk(folder: string, bytes: number): Promise<SmallDisk | null> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder])
  } catch {
    return null
  }
  const filler = join(folder, 'filler')
  return {
    fill() {
      const file = openSync(filler, 'w')
      try {
        for (const size of [65_536, 4_096]) fillWith(file, Buffer.alloc(size))
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(filler),
    async remove() {
      await run('umount', [folder])
    },
  }
}

function fillWith(file: number, piece: Buffer): void {
  try {
    for (;;) writeSync(file, piece)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
