import { closeSync, constants, fsyncSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'

/** Has the names in a folder on the disk: they are the folder's and not the files'. Windows does not open folders, and keeps names by itself. */
export function syncNames(folder: string): void {
  if (process.platform === 'win32') return
  const names = openSync(folder, constants.O_RDONLY)
  try {
    fsyncSync(names)
  } finally {
    closeSync(names)
  }
}

/** Gives a file its name for good; the caller has synced what is in it. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to)
  syncNames(dirname(to))
}
