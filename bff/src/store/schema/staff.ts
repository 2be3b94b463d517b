import type { CaseKind, CaseOutcome } from '@market/shared/cases/cases.rules'
import type { StaffRole } from '@market/shared/words/lists'
import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { People } from './people'
import type { Places } from './places'

/** Who may do what where, what they did with it, and what is waiting for them. `scopePath` is a path of the tree. */
export function staffTables(c: Columns, { markets }: Places, { people, employers }: People) {
  const grants = c.table('grants', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    role: c.text<StaffRole>().notNull(),
    /** A region's or a market's path: the grant covers every market whose path begins with it. */
    scopePath: c.text().notNull().default(''),
    /** The market, where the scope is a single one; null for a region. */
    marketId: c.id().references(() => markets.id),
    fromAt: c.instant().notNull(),
    untilAt: c.instant(),
    /** Null for the first grant of an installation, which is made on the server itself. */
    proposedBy: c.id().references(() => people.id),
    proposedAt: c.instant(),
    /** A grant counts only once a second person has confirmed it. */
    grantedBy: c.id().references(() => people.id),
    grantedAt: c.instant(),
    endedBy: c.id().references(() => people.id),
    endedAt: c.instant(),
  }, (t) => [
    c.index('grants_person').on(t.personId),
    c.index('grants_market').on(t.marketId, t.role),
    c.index('grants_scope').on(t.scopePath, t.role),
    // One proposal at a time. A grant that counts does not stand in the way of the next: it is renewed before it runs out.
    c.uniqueIndex('grants_one_open').on(t.personId, t.role, t.scopePath).where(sql`${t.endedAt} is null and ${t.grantedAt} is null`),
    c.check('grants_two_persons', sql`${t.grantedBy} is null or (${t.grantedBy} <> ${t.personId} and ${t.grantedBy} <> ${t.proposedBy})`),
  ])

  const marketOperators = c.table('market_operators', {
    marketId: c.id().notNull().references(() => markets.id),
    /** An agency or a social organisation. */
    employerId: c.id().notNull().references(() => employers.personId),
    fromAt: c.instant().notNull(),
    untilAt: c.instant(),
  }, (t) => [
    c.primaryKey({ columns: [t.marketId, t.employerId, t.fromAt] }),
    c.uniqueIndex('market_operators_one').on(t.marketId).where(sql`${t.untilAt} is null`),
  ])

  const staffTrainings = c.table('staff_trainings', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    scopePath: c.text().notNull(),
    kind: c.text<'course' | 'drill' | 'assessment'>().notNull(),
    title: c.text().notNull(),
    day: c.text().notNull(),
    minutes: c.integer().notNull(),
    result: c.text(),
    recordedBy: c.id().notNull().references(() => people.id),
    recordedAt: c.instant().notNull(),
  }, (t) => [c.index('staff_trainings_person').on(t.personId, t.day), c.index('staff_trainings_scope').on(t.scopePath, t.day)])

  /** Whatever a person with a grant revealed, overrode or decided. Rows are only ever added. */
  const auditEntries = c.table('audit_entries', {
    id: c.id().primaryKey(),
    at: c.instant().notNull(),
    actorId: c.id().notNull().references(() => people.id),
    role: c.text<StaffRole>().notNull(),
    /** `<feature>.<verb>`, as in the endpoints. */
    action: c.text().notNull(),
    subjectKind: c.text().notNull(),
    subjectId: c.id().notNull(),
    /** Whose data or rights it touched, where it was one person's. */
    aboutPersonId: c.id().references(() => people.id),
    scopePath: c.text().notNull(),
    /** Why: a word of a closed list, or what was typed. Never holds personal data. */
    purpose: c.text().notNull(),
  }, (t) => [
    c.index('audit_entries_scope').on(t.scopePath, t.at),
    c.index('audit_entries_actor').on(t.actorId, t.at),
    c.index('audit_entries_about').on(t.aboutPersonId, t.at),
  ])

  const cases = c.table('cases', {
    id: c.id().primaryKey(),
    kind: c.text<CaseKind>().notNull(),
    /** A verification's, a job's, a report's, an appeal's or a scan's id, by `kind`. */
    subjectId: c.id().notNull(),
    /** Whoever asked for it; null when the product did. Never the one who decides it. */
    openedBy: c.id().references(() => people.id),
    /** Whom the decision touches. Never the one who decides it. */
    aboutPersonId: c.id().references(() => people.id),
    marketId: c.id().references(() => markets.id),
    scopePath: c.text().notNull(),
    openedAt: c.instant().notNull(),
    dueAt: c.instant().notNull(),
    /** The first person asked stays responsible until they hand it over (首问负责). */
    ownerId: c.id().references(() => people.id),
    takenAt: c.instant(),
    closedAt: c.instant(),
    closedBy: c.id().references(() => people.id),
    outcome: c.text<CaseOutcome>(),
  }, (t) => [
    c.uniqueIndex('cases_one_open').on(t.kind, t.subjectId).where(sql`${t.closedAt} is null`),
    c.index('cases_open').on(t.scopePath, t.dueAt).where(sql`${t.closedAt} is null`),
    c.index('cases_owner').on(t.ownerId, t.closedAt),
    c.index('cases_about').on(t.aboutPersonId, t.openedAt),
  ])

  return { grants, marketOperators, staffTrainings, auditEntries, cases }
}
