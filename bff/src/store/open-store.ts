import { openPostgres } from './postgres'
import { openSqlite } from './sqlite'
import type { Store } from './store'

/** Where the data is: a file of this machine, or a Postgres server. */
export type StoreConfig = { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string; connections?: number }

/**
 * Opens the store; `migrate()` it before serving.
 * @throws StoreRefusedError with the reason when it cannot be used
 */
export function openStore(config: StoreConfig): Promise<Store> {
  return config.engine === 'sqlite' ? openSqlite(config.file) : openPostgres(config.url, config.connections)
}
