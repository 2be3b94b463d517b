import type { Finding, Verdict } from '@market/shared/supervision/finding'
import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { Journey } from './journey'
import type { People } from './people'

/** How postings are judged, reported and answered for. */
export function supervisionTables(c: Columns, { jobs }: Journey, { people }: People) {
  const rulebooks = c.table('rulebooks', {
    version: c.integer().primaryKey(),
    /** The word lists, thresholds and clauses of supervision/rulebook. */
    content: c.json<unknown>().notNull(),
    note: c.text().notNull(),
    proposedBy: c.id().references(() => people.id),
    proposedAt: c.instant().notNull(),
    confirmedBy: c.id().references(() => people.id),
    confirmedAt: c.instant(),
    /** It judges postings from here on, once confirmed; null until then, and for one that was dropped. */
    effectiveFrom: c.instant(),
    droppedAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('rulebooks_effective').on(t.effectiveFrom),
    c.check('rulebooks_two_persons', sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`),
  ])

  /** Every version of every posting with the verified person behind it; rows are only ever added. */
  const jobVersions = c.table('job_versions', {
    jobId: c.id().notNull().references(() => jobs.id),
    version: c.integer().notNull(),
    /** The posting as sent, without contact and with money in fen. */
    posting: c.json<unknown>().notNull(),
    postedBy: c.id().notNull().references(() => people.id),
    /** The checks of the person and, for a business, of the employer that this posting rests on. */
    personVerificationId: c.id(),
    employerVerificationId: c.id(),
    rulebookVersion: c.integer().notNull(),
    verdict: c.text<Verdict>().notNull(),
    findings: c.json<Finding[]>().notNull(),
    at: c.instant().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.jobId, t.version] })])

  const reports = c.table('reports', {
    id: c.id().primaryKey(),
    jobId: c.id().notNull().references(() => jobs.id),
    reporterId: c.id().notNull().references(() => people.id),
    reason: c.text<'asked_for_money' | 'not_as_described' | 'unreachable' | 'discrimination' | 'dangerous' | 'other'>().notNull(),
    /** What the reporter wrote; may name people. */
    textSealed: c.text(),
    at: c.instant().notNull(),
  }, (t) => [c.uniqueIndex('reports_once').on(t.jobId, t.reporterId), c.index('reports_job').on(t.jobId, t.at)])

  const sanctions = c.table('sanctions', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    /** Of the business, so that a new account under the same licence is stopped too. */
    creditCode: c.text(),
    kind: c.text<'warning' | 'points' | 'takedown' | 'blacklist'>().notNull(),
    points: c.integer().notNull().default(0),
    reason: c.text().notNull(),
    clause: c.text(),
    jobId: c.id().references(() => jobs.id),
    caseId: c.id(),
    fromAt: c.instant().notNull(),
    untilAt: c.instant(),
    /** Staff propose a blacklisting, a second person confirms it; for the others both are the one who decided. */
    proposedBy: c.id().notNull().references(() => people.id),
    confirmedBy: c.id().references(() => people.id),
    at: c.instant().notNull(),
    liftedAt: c.instant(),
    liftedBy: c.id().references(() => people.id),
  }, (t) => [c.index('sanctions_person').on(t.personId, t.at), c.index('sanctions_credit_code').on(t.creditCode)])

  const appeals = c.table('appeals', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    against: c.text<'posting' | 'sanction'>().notNull(),
    /** A job's or a sanction's id, by `against`. */
    targetId: c.id().notNull(),
    textSealed: c.text().notNull(),
    at: c.instant().notNull(),
    decidedAt: c.instant(),
    decidedBy: c.id().references(() => people.id),
    upheld: c.boolean(),
    answer: c.text(),
  }, (t) => [c.uniqueIndex('appeals_once').on(t.against, t.targetId), c.index('appeals_person').on(t.personId, t.at)])

  return { rulebooks, jobVersions, reports, sanctions, appeals }
}
