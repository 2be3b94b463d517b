import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { People } from './people'
import type { Places } from './places'

/** How matching ranks, by province and version, and what it knows of employers. */
export function matchTables(c: Columns, { regions }: Places, { people }: People) {
  const matchRules = c.table('match_rules', {
    /** The province they are for, a GB/T 2260 code. */
    province: c.id().notNull().references(() => regions.code),
    version: c.integer().notNull(),
    /** Weights, spans and related trades, as in shared/match/match-rules. */
    content: c.json<unknown>().notNull(),
    note: c.text().notNull(),
    proposedBy: c.id().notNull().references(() => people.id),
    proposedAt: c.instant().notNull(),
    confirmedBy: c.id().references(() => people.id),
    confirmedAt: c.instant(),
    /** Jobs are ranked by it from here on, once confirmed; null until then, and for one that was dropped, also after it was confirmed. */
    effectiveFrom: c.instant(),
    droppedAt: c.instant(),
  }, (t) => [
    c.primaryKey({ columns: [t.province, t.version] }),
    c.uniqueIndex('match_rules_effective').on(t.province, t.effectiveFrom),
    c.check('match_rules_two_persons', sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`),
  ])

  /** What became of the places each employer gave; added up from the events. */
  const employerRecords = c.table('employer_records', {
    employerId: c.id().primaryKey().references(() => people.id),
    /** Paid by the day that was promised. */
    settled: c.integer().notNull().default(0),
    /** Paid later, said not to have been paid, or cancelled by the employer after both had signed. */
    broken: c.integer().notNull().default(0),
    /** Of the newest event counted in it. */
    updatedAt: c.instant().notNull(),
  }, (t) => [c.index('employer_records_updated').on(t.updatedAt)])

  return { matchRules, employerRecords }
}
