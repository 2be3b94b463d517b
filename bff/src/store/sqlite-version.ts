/**
 * Why this SQLite library must not be used with WAL and several connections, or null when it may. Versions 3.7.0 to
 * 3.51.2 can lose commits when a checkpoint in one connection meets a WAL reset in another ("WAL-reset bug",
 * https://sqlite.org/wal.html); 3.44.6 and 3.50.7 carry the correction.
 * @param version as `select sqlite_version()` gives it
 */
export function whySqliteIsUnsafe(version: string): string | null {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(version)
  if (!match) return `SQLite version "${version}" is not understood`
  const [major, minor, patch] = match.slice(1).map(Number) as [number, number, number]
  if (major !== 3 || minor < 7) return `SQLite ${version} has no write-ahead log`
  const corrected = minor > 51 || (minor === 51 && patch >= 3) || (minor === 50 && patch >= 7) || (minor === 44 && patch >= 6)
  return corrected ? null : `SQLite ${version} has the WAL-reset bug; 3.51.3 or later is needed`
}
