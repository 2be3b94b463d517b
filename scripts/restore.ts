import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadConfig } from '@market/bff/config'
import { listBackupKeys } from '@market/bff/crypto/backup-keys'
import { restoreBackup } from '@market/bff/features/backup/restore-backup'
import { StoreRefusedError } from '@market/bff/store/errors'
import { installationEnvironment } from './installation'
import { step } from './progress.mjs'
import { endWith, tellVerified, withVerification } from './verification'

/**
 * `npm run restore -- <a.backup> [--into market.sqlite]`: opens a backup into a new database and verifies it; without `--into` it is the
 * one that the server uses. A database that is there is never overwritten.
 * Ends with 0 when all is well, 1 when its evidence does not hold, 2 when there is nothing to use.
 */

const usage = 'npm run restore -- <备份文件.backup> [--into <新的数据库文件>]'

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { into: { type: 'string' } } })
  const [backup] = positionals
  if (backup === undefined || positionals.length > 1) throw new StoreRefusedError(usage)
  const config = loadConfig({ PUBLIC_URL: 'http://127.0.0.1', ...installationEnvironment() })
  const into = values.into ?? (config.store.engine === 'sqlite' ? config.store.file : undefined)
  if (into === undefined) throw new StoreRefusedError(`DATABASE_URL is set and a backup is of SQLite: name a file\n${usage}`)
  const keys = listBackupKeys(config.keyFolders.folder)
  const restored = await step(`恢复 · restoring ${backup}`, (note) =>
    withVerification(config, existsSync(backup) ? statSync(backup).size : 0, note, (verification) => restoreBackup({ backup, into, keys, ...verification })),
  ({ evidence }) => (evidence.findings.length === 0 ? {} : { mark: '✗' }))
  console.log(`  ${new Date(restored.manifest.at).toISOString()} 的备份，现在是 ${restored.path}`)
  return tellVerified(restored.manifest.facts.rows, [], restored) ? 0 : 1
}

endWith(main())
