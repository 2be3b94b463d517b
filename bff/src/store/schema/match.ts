import type { Columns } from '../columns'
import type { People } from './people'
import type { Places } from './places'
import { provinceVersionsTable } from './province-versions'

/** How matching ranks, by province and version, and what it knows of employers. */
export function matchTables(c: Columns, places: Places, people: People) {
  /** Weights, spans and related trades, as in shared/match/match-rules. */
  const matchRules = provinceVersionsTable(c, 'match_rules', places, people)

  /** What became of the places each employer gave; added up from the events. */
  const employerRecords = c.table('employer_records', {
    employerId: c.id().primaryKey().references(() => people.people.id),
    /** Paid by the day that was promised. */
    settled: c.integer().notNull().default(0),
    /** Paid later, said not to have been paid, or cancelled by the employer after both had signed. */
    broken: c.integer().notNull().default(0),
    /** Of the newest event counted in it. */
    updatedAt: c.instant().notNull(),
  }, (t) => [c.index('employer_records_updated').on(t.updatedAt)])

  return { matchRules, employerRecords }
}
