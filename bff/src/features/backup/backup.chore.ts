import { rmSync } from 'node:fs'
import { hour, minute } from '@market/shared/words/time'
import { newestBackupKey } from '../../crypto/backup-keys'
import type { Chore } from '../../feed/chores'
import { syncNames } from '../../store/durable-names'
import { backupPath, backupTimes } from './backup-folder'
import { makeBackup } from './make-backup'
import { whichToRemove, type Keeping } from './which-to-keep'

/** A disk that is full, or a database that is damaged, is not looked at all again every minute. */
const pauseAfterFailure = 10 * minute

/**
 * A backup of the SQLite database every hour, and the older ones thinned out after it: one that fails takes nothing away. When the last
 * was made is told by the folder, so a server that starts anew does not begin with one.
 * @throws KeyFilesRefused at once, where there is no key to encrypt with
 */
export function backupChore({ file, keyFolder, folder, ...keeping }: { file: string; keyFolder: string; folder: string } & Keeping): Chore {
  newestBackupKey(keyFolder)
  let notBefore = 0
  return {
    name: 'backup',
    everyMs: minute,
    async run(now) {
      if (now < notBefore && notBefore - now <= pauseAfterFailure) return
      // One of a time that is still to come was made when the clock was wrong; it says nothing of now.
      const made = backupTimes(folder).filter((at) => at <= now)
      if (made.some((at) => now - at < hour)) return
      notBefore = now + pauseAfterFailure
      await makeBackup({ file, folder, key: newestBackupKey(keyFolder), now })
      notBefore = 0
      for (const at of whichToRemove(backupTimes(folder), keeping)) rmSync(backupPath(folder, at), { force: true })
      syncNames(folder)
    },
  }
}
