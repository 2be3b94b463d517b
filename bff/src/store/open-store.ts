import { openPostgres } from './postgres'
import { openSqlite, openSqliteReader } from './sqlite'
import type { Reader, Store } from './store'

/** Where the data is: a file of this machine, or a Postgres server. */
export type StoreConfig = { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string; connections?: number }

/**
 * Opens the store; `migrate()` it before serving.
 * @throws StoreRefusedError with the reason when it cannot be used
 */
export function openStore(config: StoreConfig): Promise<Store> {
  return config.engine === 'sqlite' ? openSqlite(config.file) : openPostgres(config.url, config.connections)
}

/**
 * Opens the store to read only, also while a server runs on it.
 * @throws StoreRefusedError with the reason when it cannot be used
 */
export async function openReader(config: StoreConfig): Promise<Reader> {
  return config.engine === 'sqlite' ? openSqliteReader(config.file) : openPostgres(config.url, 2)
}
