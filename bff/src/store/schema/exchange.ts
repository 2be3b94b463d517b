import type { ImportPhase } from '@market/shared/exchange/import-phases'
import type { FieldProblem } from '@market/shared/errors'
import type { Columns } from '../columns'
import type { People } from './people'

/** Postings that come from other systems, and the keys with which other systems come. */
export function exchangeTables(c: Columns, { employers }: People) {
  const imports = c.table('imports', {
    id: c.id().primaryKey(),
    employerId: c.id().notNull().references(() => employers.personId),
    fileName: c.text().notNull(),
    /** SHA-256 of the file, hex. */
    fileHash: c.text().notNull(),
    format: c.text<'csv' | 'xlsx' | 'json'>().notNull(),
    phase: c.text<ImportPhase>().notNull(),
    rowsRead: c.integer().notNull().default(0),
    rowsBad: c.integer().notNull().default(0),
    /** Rows that were here already, from an earlier file. */
    rowsKnown: c.integer().notNull().default(0),
    rowsNew: c.integer().notNull().default(0),
    /** Of the new ones, those that staff look at first. */
    rowsInReview: c.integer().notNull().default(0),
    /** Why the file as a whole could not be read. */
    problem: c.text(),
    createdAt: c.instant().notNull(),
    updatedAt: c.instant().notNull(),
    finishedAt: c.instant(),
  }, (t) => [c.index('imports_employer').on(t.employerId, t.createdAt), c.index('imports_phase').on(t.phase)])

  const importRows = c.table('import_rows', {
    importId: c.id().notNull().references(() => imports.id),
    /** As in the file, the heading being line 1. */
    line: c.integer().notNull(),
    sourceName: c.text(),
    externalId: c.text(),
    /** The job as it will stand in `jobs`, its contact sealed as there; null for a row with problems, and once it is published. */
    job: c.json<unknown>(),
    problems: c.json<FieldProblem[]>().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.importId, t.line] }), c.uniqueIndex('import_rows_external').on(t.importId, t.sourceName, t.externalId)])

  const apiKeys = c.table('api_keys', {
    id: c.id().primaryKey(),
    employerId: c.id().notNull().references(() => employers.personId),
    name: c.text().notNull(),
    /** SHA-256 of the key, hex: 256 random bits need no slower hash. */
    keyHash: c.text().notNull(),
    /** The first characters, by which its owner knows it. */
    prefix: c.text().notNull(),
    scopes: c.json<string[]>().notNull(),
    dailyQuota: c.integer().notNull(),
    createdAt: c.instant().notNull(),
    lastUsedAt: c.instant(),
    revokedAt: c.instant(),
  }, (t) => [c.uniqueIndex('api_keys_hash').on(t.keyHash), c.index('api_keys_employer').on(t.employerId)])

  const apiKeyUses = c.table('api_key_uses', {
    keyId: c.id().notNull().references(() => apiKeys.id),
    day: c.text().notNull(),
    used: c.integer().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.keyId, t.day] })])

  return { imports, importRows, apiKeys, apiKeyUses }
}
