import { newestBackupKey } from '../../../src/crypto/backup-keys'
import { makeBackup } from '../../../src/features/backup/make-backup'
import { childArguments } from '../child'

// Makes one backup after the other, until it is killed.
const { config, rest: [folder = '', keyFolder = '', first = ''] } = childArguments()
if (config.engine !== 'sqlite') throw new Error('Postgres is backed up by its own tools')
console.log('ready')
for (let now = Number(first); ; now += 1_000) await makeBackup({ file: config.file, folder, key: newestBackupKey(keyFolder), now })
