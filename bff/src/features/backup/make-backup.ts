import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupKey } from '../../crypto/backup-keys'
import { sealStream } from '../../crypto/sealed-stream'
import { snapshotSqlite } from '../../store/database-facts'
import { renameDurably } from '../../store/durable-names'
import { lockFile } from '../../store/file-lock'
import { openReader } from '../../store/open-store'
import { findLogEnd } from '../evidence/log-end'
import { backupPath } from './backup-folder'
import { manifestBytes, type Manifest } from './manifest'

/** The database itself is damaged: a copy of it would in time push the good ones out. */
export class DatabaseDamaged extends Error {
  override readonly name = 'DatabaseDamaged'
}

/** Another process is making a backup of this database. */
export class BackupUnderWay extends Error {
  override readonly name = 'BackupUnderWay'
}

const unfinished = '.part'

/**
 * Makes one backup of an SQLite database, also while a server runs on it. It is in the folder whole and on the disk, or not at all. The
 * copy in the clear that it is made from lies beside the database, where nobody else may read it, and never in the folder of backups.
 * @param now UTC ms
 * @throws DatabaseDamaged; BackupUnderWay; Error a disk that is full
 */
export async function makeBackup({ file, folder, key, now }: { file: string; folder: string; key: BackupKey; now: number }): Promise<{ path: string; bytes: number; manifest: Manifest }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Beside the database, whose disk knows locks; the folder's may be somewhere in a network.
  const unlock = lockFile(`${file}.backup.lock`)
  if (unlock === null) throw new BackupUnderWay(`another process is making a backup of ${file}`)
  const snapshot = `${file}.snapshot`
  const path = backupPath(folder, now)
  const part = `${path}${unfinished}`
  const clear = (): void => {
    for (const name of [snapshot, `${snapshot}-journal`]) rmSync(name, { force: true })
    for (const name of readdirSync(folder)) if (name.endsWith(`.backup${unfinished}`)) rmSync(join(folder, name), { force: true })
  }
  try {
    // Of a process that was killed in the middle.
    clear()
    if (existsSync(path)) throw new BackupUnderWay(`${path} is there already`)
    writeFileSync(snapshot, '', { mode: 0o600, flag: 'wx' })
    const { damage, ...facts } = await snapshotSqlite(file, snapshot)
    if (damage.length > 0) throw new DatabaseDamaged(damage.join('; '))
    const reader = await openReader({ engine: 'sqlite', file: snapshot })
    const log = await reader.read(findLogEnd).finally(() => reader.close())
    const manifest: Manifest = { format: 1, at: now, bytes: statSync(snapshot).size, facts, log }
    const bytes = await writeSealed(part, snapshot, manifest, key)
    renameDurably(part, path)
    return { path, bytes, manifest }
  } finally {
    clear()
    unlock()
  }
}

/** Writes it all and has it on the disk. @returns its size */
async function writeSealed(part: string, snapshot: string, manifest: Manifest, { key }: BackupKey): Promise<number> {
  const plain = async function* (): AsyncGenerator<Buffer> {
    yield manifestBytes(manifest)
    yield* createReadStream(snapshot, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>
  }
  const target = await open(part, 'wx', 0o600)
  try {
    let bytes = 0
    for await (const piece of sealStream(plain(), key)) {
      await target.writeFile(piece)
      bytes += piece.length
    }
    await target.sync()
    return bytes
  } finally {
    await target.close()
  }
}
