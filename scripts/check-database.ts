import { existsSync, statSync } from 'node:fs'
import { loadConfig } from '@market/bff/config'
import { problemsOf, verifyEvidence } from '@market/bff/features/backup/database-verification'
import { inspectDatabase } from '@market/bff/store/database-facts'
import { StoreRefusedError } from '@market/bff/store/errors'
import { openReader } from '@market/bff/store/open-store'
import { installationEnvironment } from './installation'
import { step } from './progress.mjs'
import { endWith, tellVerified, withVerification } from './verification'

/**
 * `npm run check-database`: what `npm run restore` verifies, of a database that is there, on either engine and also beside a running
 * server: what `pg_restore` has brought back, or a disk that is not trusted any more. Changes nothing.
 * Ends with 0 when all is well, 1 when something is not, 2 when it could not look.
 */

/** A Postgres is taken for large. */
const unknownBytes = Number.MAX_SAFE_INTEGER

async function main(): Promise<number> {
  const config = loadConfig({ PUBLIC_URL: 'http://127.0.0.1', ...installationEnvironment() })
  const { store } = config
  if (store.engine === 'sqlite' && !existsSync(store.file)) throw new StoreRefusedError(`there is no database ${store.file}`)
  const bytes = store.engine === 'sqlite' ? statSync(store.file).size : unknownBytes
  const { facts, problems, verified } = await step('核对 · checking the database', async (note) => {
    note('每一页、每一行')
    const found = await inspectDatabase(store)
    const reader = await openReader(store)
    try {
      return { facts: found, problems: problemsOf(found, store.engine), verified: await withVerification(config, bytes, note, (verification) => verifyEvidence((query) => reader.read(query), verification)) }
    } finally {
      await reader.close()
    }
  }, (found) => (found.problems.length + found.verified.evidence.findings.length === 0 ? {} : { mark: '✗' }))
  return tellVerified(facts.rows, problems, verified) ? 0 : 1
}

endWith(main())
