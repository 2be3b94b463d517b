import { createReadStream, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BackupKey } from '../../crypto/backup-keys'
import { openStream, SealedStreamRefused } from '../../crypto/sealed-stream'
import { inspectDatabase } from '../../store/database-facts'
import { syncNames } from '../../store/durable-names'
import { StoreRefusedError } from '../../store/errors'
import { lockFile } from '../../store/file-lock'
import { openStore } from '../../store/open-store'
import { backupText } from './backup.text'
import { problemsOf, verifyEvidence, type Verification, type Verified } from './database-verification'
import { withoutManifest, type Manifest } from './manifest'

const { problems } = backupText

export type Restored = Verified & {
  manifest: Manifest
  /** Where the database is now: at its place, or beside it as `.suspect` when its evidence did not hold. */
  path: string
}

/**
 * Opens a backup into a new database file, brings its tables up to date and verifies it: pages, references, rows, evidence. A file that is
 * there is never touched. The database gets its name last, so one that has it is whole and was found right. One whose evidence does
 * not hold is kept beside it: it was so when the backup was made, and somebody has to look at it.
 * @throws SealedStreamRefused, StoreRefusedError and nothing is left; KeyFilesRefused
 */
export async function restoreBackup({ backup, into, keys, ...verification }: { backup: string; into: string; keys: readonly BackupKey[] } & Verification): Promise<Restored> {
  mkdirSync(dirname(into), { recursive: true, mode: 0o700 })
  // The lock a server would take: none may start on what is not whole.
  const unlock = lockFile(`${into}.lock`)
  if (unlock === null) throw new StoreRefusedError(`${into} is in use by another process`)
  const part = `${into}.restoring`
  const suspect = `${into}.suspect`
  const clear = (): void => {
    for (const end of ['', '-wal', '-shm', '-journal', '.lock']) rmSync(`${part}${end}`, { force: true })
  }
  try {
    // A log without its database would be played into the new one.
    for (const there of [into, `${into}-wal`, `${into}-journal`, suspect]) if (existsSync(there)) throw new StoreRefusedError(`${there} is there already: move it away, or restore to another place`)
    // Of a process that was killed in the middle.
    clear()
    const { manifest, bytes } = await openInto(part, backup, keys)
    const verified = await verify(part, manifest, bytes, verification)
    const path = verified.evidence.findings.length === 0 ? into : suspect
    if (path === into) {
      // Not a rename: that would replace what somebody else put there meanwhile.
      linkSync(part, into)
      rmSync(part)
    } else renameSync(part, suspect)
    syncNames(dirname(into))
    return { manifest, path, ...verified }
  } finally {
    clear()
    unlock()
  }
}

async function openInto(part: string, backup: string, keys: readonly BackupKey[]): Promise<{ manifest: Manifest; bytes: number }> {
  if (!existsSync(backup)) throw new StoreRefusedError(`there is no backup ${backup}`)
  const source = createReadStream(backup, { highWaterMark: 256 * 1024 })
  const target = await open(part, 'wx', 0o600)
  try {
    const { manifest, database } = await withoutManifest(openStream(source as AsyncIterable<Buffer>, (id) => keys.find((one) => one.id === id)?.key ?? null))
    let bytes = 0
    for await (const piece of database) {
      await target.writeFile(piece)
      bytes += piece.length
    }
    await target.sync()
    return { manifest, bytes }
  } catch (error) {
    if (error instanceof SealedStreamRefused) throw new StoreRefusedError(`${backup}: ${error.message}`)
    throw error
  } finally {
    source.destroy()
    await target.close()
  }
}

/** @throws StoreRefusedError what was written is not what was backed up */
async function verify(file: string, { facts, log, bytes }: Manifest, written: number, verification: Verification): Promise<Verified> {
  const inspected = await inspectDatabase({ engine: 'sqlite', file })
  const wrong = problemsOf(inspected, 'sqlite')
  if (bytes !== written) wrong.push(problems.bytes(bytes, written))
  for (const table of new Set([...Object.keys(facts.rows), ...Object.keys(inspected.rows)])) {
    const [expected, rows] = [facts.rows[table] ?? 0, inspected.rows[table] ?? 0]
    if (expected !== rows) wrong.push(problems.rows(table, expected, rows))
  }
  if (wrong.length > 0) throw new StoreRefusedError(wrong.join('\n'))
  const store = await openStore({ engine: 'sqlite', file })
  try {
    await store.migrate()
    const verified = await verifyEvidence((query) => store.read(query), verification)
    if (JSON.stringify(verified.log) !== JSON.stringify(log)) throw new StoreRefusedError(problems.log)
    return verified
  } finally {
    await store.close()
  }
}
