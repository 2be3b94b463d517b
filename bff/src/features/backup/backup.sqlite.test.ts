import { mkdirSync, writeFileSync } from 'node:fs'
import { copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hour, minute } from '@market/shared/words/time'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp } from '../../../test/support/app'
import { installationWithAgreements, type BackedUp } from '../../../test/support/backed-up'
import { startChild } from '../../../test/support/child'
import { monday0440 } from '../../../test/support/clock'
import { listBackupKeys, makeBackupKey, newestBackupKey } from '../../crypto/backup-keys'
import { cosignMemoryFile } from '../../crypto/cosign-memory'
import { KeyFilesRefused } from '../../crypto/key-files'
import { openStore } from '../../store/open-store'
import { backupChore } from './backup.chore'
import { backupTimes } from './backup-folder'
import { BackupUnderWay, DatabaseDamaged, makeBackup } from './make-backup'
import { restoreBackup } from './restore-backup'

const agreements = 8
let here: BackedUp
let into: string
let good: string
/** Each backup is of a later hour. */
let now = monday0440
beforeAll(async () => {
  here = await installationWithAgreements(agreements)
  into = join(here.data, 'restored.sqlite')
  good = await backUp()
})
afterAll(() => here.remove())
beforeEach(async () => {
  for (const name of await restoredFiles()) await rm(join(here.data, name))
})

const backUp = async (): Promise<string> => (await makeBackup({ ...here, folder: here.backups, key: newestBackupKey(here.keyFolder), now: (now += hour) })).path
const restore = (backup: string) => restoreBackup({ backup, into, keys: listBackupKeys(here.keyFolder), ...here.verification })
const restoredFiles = async (): Promise<string[]> => (await readdir(here.data)).filter((name) => name.startsWith('restored') && name !== 'restored.sqlite.lock').sort()
const refused = async (backup: string, words: RegExp): Promise<void> => {
  await expect(restore(backup)).rejects.toThrow(words)
  expect(await restoredFiles()).toEqual([])
}

test('what is written while a backup is made is in it or not, and the database beside it goes on', async () => {
  const store = await here.open()
  let done = false
  let written = 0
  const writing = (async () => {
    for (; !done; written += 1) {
      // Two rows that belong together.
      await store.write(({ q, t }) => q.insert(t.counters).values([{ name: `left ${written}`, value: 1 }, { name: `right ${written}`, value: 1 }]))
      await new Promise(setImmediate)
    }
  })()
  const backup = await backUp()
  done = true
  await writing
  await store.close()
  const { path, manifest, evidence, log } = await restore(backup)
  expect([path, evidence.findings, evidence.agreements, log.entries]).toEqual([into, [], agreements, 3 * agreements])
  const copy = await openStore({ engine: 'sqlite', file: into })
  const names = await copy.read(({ q, t }) => q.select({ name: t.counters.name }).from(t.counters))
  await copy.close()
  const [left, right] = ['left', 'right'].map((side) => names.filter(({ name }) => name.startsWith(side)).map(({ name }) => name.slice(side.length)).sort())
  expect(left).toEqual(right)
  expect(names.length).toBe(manifest.facts.rows.counters)
  expect(names.length).toBeLessThan(2 * written)
  expect(await restoredFiles()).toEqual(['restored.sqlite'])
  expect((await stat(into)).mode & 0o777).toBe(0o600)
})

test('a backup is for its owner alone, nothing in it can be read, and nothing in the clear is left', async () => {
  const bytes = await readFile(good)
  expect((await stat(good)).mode & 0o777).toBe(0o600)
  for (const plain of ['SQLite format 3', '郑州市零工市场', 'agreements']) expect(bytes.includes(plain)).toBe(false)
  expect((await readdir(here.data)).filter((name) => name.includes('snapshot'))).toEqual([])
})

test('a database that is there is never touched, and neither is what is left of one, or in use', async () => {
  for (const there of [into, `${into}-wal`, `${into}.suspect`]) {
    await writeFile(there, 'somebody’s')
    await expect(restore(good)).rejects.toThrow(`${there} is there already`)
    expect(await readFile(there, 'utf8')).toBe('somebody’s')
    await rm(there)
  }
  const other = await openStore({ engine: 'sqlite', file: into })
  await expect(restore(good)).rejects.toThrow('in use by another process')
  await other.close()
})

test('a backup that was cut or changed, one that is none, and one whose key is away leave nothing', async () => {
  const spoilt = join(here.data, 'spoilt.backup')
  await copyFile(good, spoilt)
  await truncate(spoilt, (await stat(spoilt)).size - 1)
  await refused(spoilt, /its end is missing/)
  const bytes = await readFile(good)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  await writeFile(spoilt, bytes)
  await refused(spoilt, /was changed/)
  await refused(here.file, /is not a sealed file/)
  await refused(join(here.data, 'nowhere.backup'), /there is no backup/)
  await expect(restoreBackup({ backup: good, into, keys: [], ...here.verification })).rejects.toThrow(/sealed with the key [0-9a-f]{16}, which is not here/)
})

test('a newer key encrypts, and the earlier one still opens what it encrypted', async () => {
  makeBackupKey(here.keyFolder)
  const next = await backUp()
  const both = listBackupKeys(here.keyFolder)
  for (const [backup, key] of [[good, both[0]], [next, both[1]]] as const) {
    const { path } = await restoreBackup({ backup, into, keys: key ? [key] : [], ...here.verification })
    await rm(path)
  }
  expect((await restore(good)).path).toBe(into)
})

test('a backup of before is brought up to date; one of a newer program is refused', async () => {
  const database = new Database(here.file)
  database.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run('of later', 9_000_000_000_000)
  const later = await backUp()
  database.exec("delete from __drizzle_migrations where hash = 'of later'")
  database.close()
  await refused(later, /更新版本/)
})

test('where the co-signer remembers more than there is in a backup, whoever restores it is told', async () => {
  const memory = join(here.keyFolder, cosignMemoryFile)
  writeFileSync(memory, JSON.stringify({ logId: '00'.repeat(32), size: 100, root: '00'.repeat(32) }), { mode: 0o600 })
  const { path, notices } = await restore(good)
  await rm(memory)
  expect([path, notices.at(-1)]).toEqual([into, expect.stringContaining('到过 100 条，这里只有 24 条')])
})

test('of two that back up one database the second is refused', async () => {
  const outcomes = await Promise.allSettled([backUp(), backUp()])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(BackupUnderWay) as unknown })
})

test('a process that is killed while it makes backups leaves whole ones or none, and the next one clears up after it', async () => {
  const folder = join(here.data, 'killed')
  const seen: number[] = []
  for (const ms of [15, 80]) {
    const child = startChild('make-backups', { engine: 'sqlite', file: here.file }, folder, here.keyFolder, String((now += 10 * hour)))
    await child.said('ready')
    await new Promise((resolve) => setTimeout(resolve, ms))
    child.kill('SIGKILL')
    await child.ended
    seen.push(backupTimes(folder).length)
  }
  await makeBackup({ file: here.file, folder, key: newestBackupKey(here.keyFolder), now: (now += 10 * hour) })
  const names = await readdir(folder)
  expect(names).toHaveLength((seen.at(-1) ?? 0) + 1)
  for (const name of names) await rm((await restore(join(folder, name))).path)
  expect((await readdir(here.data)).filter((name) => name.includes('snapshot'))).toEqual([])
})

test('the chore makes one an hour, also after a new start, thins out the old ones, and does not start without a key', async () => {
  const folder = join(here.data, 'hourly')
  const settings = { file: here.file, keyFolder: here.keyFolder, folder, hourly: 2, daily: 2 }
  const times = () => backupTimes(folder).sort((one, other) => one - other).map((at) => (at - monday0440) / minute)
  let chore = backupChore(settings)
  for (const minutes of [0, 1, 59, 60, 61, 120]) await chore.run(monday0440 + minutes * minute)
  expect(times()).toEqual([60, 120])
  chore = backupChore(settings)
  for (const minutes of [121, 179, 180, 30 * 60]) await chore.run(monday0440 + minutes * minute)
  expect(times()).toEqual([180, 30 * 60])
  expect(() => backupChore({ ...settings, keyFolder: here.backups })).toThrow(KeyFilesRefused)
  expect(() => backupChore({ ...settings, keyFolder: here.backups })).toThrow('npm run keys -- make backup')
})

test('a server whose configuration names a folder makes them; without a key it does not start', async () => {
  const folder = join(here.data, 'of-the-server')
  const config = { store: { engine: 'sqlite' as const, file: here.file }, backup: { folder, hourly: 2, daily: 2 } }
  const app = await createTestApp({ config: { ...config, keyFolders: { folder: here.keyFolder, cosignFolder: here.keyFolder } } })
  await app.chores.runAll()
  expect(backupTimes(folder)).toEqual([app.clock.now()])
  await app.close()
  await expect(createTestApp({ config: { ...config, keyFolders: { folder: here.backups, cosignFolder: here.backups } } })).rejects.toThrow('npm run keys -- make backup')
})

test('a clock that was ahead for a while holds up no backup', async () => {
  const folder = join(here.data, 'clock')
  const chore = backupChore({ file: here.file, keyFolder: here.keyFolder, folder, hourly: 3, daily: 0 })
  for (const minutes of [0, 90 * 60, 60, 120]) await chore.run(monday0440 + minutes * minute)
  expect(backupTimes(folder)).toHaveLength(3)
  expect(backupTimes(folder)).toContain(monday0440 + 120 * minute)
})

test('of a damaged database no backup is made that would push the good ones out', async () => {
  const folder = join(here.data, 'damaged')
  const file = join(folder, 'market.sqlite')
  mkdirSync(folder)
  await copyFile(here.file, file)
  const database = new Database(file)
  database.pragma('foreign_keys = OFF')
  database.exec("update applications set worker_id = 'nobody' where rowid = 1")
  database.close()
  const chore = backupChore({ file, keyFolder: here.keyFolder, folder, hourly: 2, daily: 2 })
  await expect(chore.run(monday0440)).rejects.toThrow(DatabaseDamaged)
  expect(backupTimes(folder)).toEqual([])
  // Not at once again: it reads everything.
  await chore.run(monday0440 + minute)
  await expect(chore.run(monday0440 + 10 * minute)).rejects.toThrow(/applications: 1 rows without the row of workers/)
})

test('evidence that was changed before the backup is found, and the database is kept aside', async () => {
  const store = await here.open()
  await store.write(({ q, t }) => q.update(t.agreements).set({ textHash: sql`'changed'` }).returning())
  await store.close()
  const { path, evidence } = await restore(await backUp())
  expect(evidence.findings.length).toBeGreaterThan(0)
  expect([path, await restoredFiles()]).toEqual([`${into}.suspect`, ['restored.sqlite.suspect']])
})
