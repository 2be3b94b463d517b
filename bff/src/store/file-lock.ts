import Database from 'better-sqlite3'

/**
 * Locks a file against every other opening of it, in this process or another: an open exclusive transaction on a small file. The lock
 * is the operating system's, so it goes with the process however that ends, and `kill -9` leaves nothing to clean up.
 * @returns how to let go of it; null when somebody else has it
 */
export function lockFile(path: string): (() => void) | null {
  const lock = new Database(path, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) return null
    throw cause
  }
  return () => void lock.close()
}
