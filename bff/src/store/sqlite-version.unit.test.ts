import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { whySqliteIsUnsafe } from './sqlite-version'

test.each(['3.7.0', '3.44.5', '3.45.1', '3.46.0', '3.50.6', '3.51.2'])('%s has the WAL-reset bug and is refused', (version) => {
  expect(whySqliteIsUnsafe(version)).toContain('WAL-reset')
})

test.each(['3.44.6', '3.50.7', '3.50.8', '3.51.3', '3.53.2'])('%s carries the correction', (version) => {
  expect(whySqliteIsUnsafe(version)).toBeNull()
})

test.each(['3.6.23', '4.0.0', 'unknown'])('%s is refused rather than guessed at', (version) => {
  expect(whySqliteIsUnsafe(version)).not.toBeNull()
})

test('the library that better-sqlite3 brings may be used', () => {
  const database = new Database(':memory:')
  expect(whySqliteIsUnsafe(database.prepare('select sqlite_version()').pluck().get() as string)).toBeNull()
  database.close()
})
