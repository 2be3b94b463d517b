import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkFolder, KeyFilesRefused, readChecked, writeOurs } from './key-files'
import { sealedStreamKeyId } from './sealed-stream'

/**
 * What backups are encrypted with: files `backup-1.key`, the next one `backup-2.key`, 32 random bytes in hex, in `KEY_FOLDER` and under
 * its rules. The newest encrypts, all open. They are no pairs with certificates as the others are: nobody outside has to trust them.
 */
export type BackupKey = { number: number; id: string; key: Buffer }

const nameOf = (number: number): string => `backup-${number}.key`

/** Every key of backups, oldest first. @throws KeyFilesRefused */
export function listBackupKeys(folder: string): BackupKey[] {
  checkFolder(folder)
  const numbers = readdirSync(folder).flatMap((name) => /^backup-([1-9]\d{0,4})\.key$/.exec(name)?.[1] ?? [])
  return numbers.map(Number).sort((one, other) => one - other).map((number) => {
    const path = join(folder, nameOf(number))
    const text = readChecked(path).trim()
    if (!/^[0-9a-f]{64}$/.test(text)) throw new KeyFilesRefused(`${path} is no key of backups: put it back from a copy, or remove it`)
    const key = Buffer.from(text, 'hex')
    return { number, id: sealedStreamKeyId(key), key }
  })
}

/** The one that encrypts now. @throws KeyFilesRefused */
export function newestBackupKey(folder: string): BackupKey {
  const newest = listBackupKeys(folder).at(-1)
  if (newest === undefined) throw new KeyFilesRefused(`there is no key for backups in ${folder}. Run: npm run keys -- make backup`)
  return newest
}

/** Makes the next one. @throws KeyFilesRefused */
export function makeBackupKey(folder: string): number {
  const number = (listBackupKeys(folder).at(-1)?.number ?? 0) + 1
  writeOurs(folder, nameOf(number), `${randomBytes(32).toString('hex')}\n`)
  return number
}
