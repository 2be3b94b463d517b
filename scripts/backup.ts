import { KeyFilesRefused } from '@market/bff/crypto/key-files'
import { newestBackupKey } from '@market/bff/crypto/backup-keys'
import { loadConfig } from '@market/bff/config'
import { BackupUnderWay, DatabaseDamaged, makeBackup } from '@market/bff/features/backup/make-backup'
import { StoreRefusedError } from '@market/bff/store/errors'
import { installationEnvironment } from './installation'
import { step } from './progress.mjs'

/**
 * `npm run backup`: one backup of the SQLite database now, into `BACKUP_FOLDER`, also beside a running server; that one makes its own
 * every hour when it has the variable too.
 */

async function main(): Promise<void> {
  const { store, backup, keyFolders } = loadConfig({ PUBLIC_URL: 'http://127.0.0.1', ...installationEnvironment() })
  if (store.engine !== 'sqlite') throw new StoreRefusedError('Postgres is backed up by its own tools: see README, “Backups”')
  if (backup === null) throw new StoreRefusedError('BACKUP_FOLDER is not set: the folder that backups go to, best on another disk')
  const key = newestBackupKey(keyFolders.folder)
  const { path, manifest } = await step('备份 · backing up', () => makeBackup({ file: store.file, folder: backup.folder, key, now: Date.now() }), ({ bytes }) => ({ say: `${(bytes / 1_000_000).toFixed(1)} MB` }))
  const rows = Object.values(manifest.facts.rows).reduce((sum, count) => sum + count, 0)
  console.log(`  ${path}\n  ${rows} 行，存证日志 ${manifest.log.entries} 条，用钥匙 backup-${key.number} 加密`)
}

main().catch((error: unknown) => {
  console.error(error instanceof StoreRefusedError || error instanceof KeyFilesRefused || error instanceof BackupUnderWay || error instanceof DatabaseDamaged ? error.message : error)
  process.exitCode = 1
})
