import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cosignMemoryFile, memoryInFolder } from '../../crypto/cosign-memory'
import type { DatabaseFacts } from '../../store/database-facts'
import { newestMigration } from '../../store/migrations-folder'
import type { Reader, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import { verifyDatabase } from '../evidence/database-check'
import type { TrustedKeys } from '../evidence/findings'
import { findLogEnd, type LogEnd } from '../evidence/log-end'
import type { Report, Verifying } from '../evidence/verifier'
import { backupText } from './backup.text'

const { problems, notices } = backupText

export type Verified = { evidence: Report; log: LogEnd; notices: readonly string[] }

/** Whom a verification believes, and what it may open. */
export type Verification = { trusted: TrustedKeys; vault: Vault | null; cosignFolder: string; verifying?: Verifying }

/** What the engine says of a database before anything is asked of its tables. */
export const problemsOf = ({ damage, migratedTo }: DatabaseFacts, engine: Store['engine']): string[] => [
  ...damage.map(problems.damage),
  ...(migratedTo > newestMigration(engine) ? [problems.newer] : []),
]

/** Holds the evidence of a database against the keys, the vault and the co-signer's memory. Its tables are those of this program. */
export async function verifyEvidence(read: Reader['read'], { trusted, vault, cosignFolder, verifying = {} }: Verification): Promise<Verified> {
  const log = await read(findLogEnd)
  const evidence = await verifyDatabase(read, trusted, vault, verifying)
  const remembered = existsSync(join(cosignFolder, cosignMemoryFile)) ? await memoryInFolder(cosignFolder).alone(async ({ last }) => last) : null
  return { log, evidence, notices: [...evidence.notices, ...(remembered !== null && remembered.size > log.entries ? [notices.cosignerAhead(remembered.size, log.entries)] : [])] }
}
