import type { WorkLicenceKind } from '@market/shared/identity/work-licences'
import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { People } from './people'

/** How people and employers were found to be who they say they are (双实名). */
export function identityTables(c: Columns, { people, employers }: People) {
  const verifications = c.table('verifications', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    /** The person's own identity, the standing of the employer they registered, or one licence for a dangerous trade. */
    kind: c.text<'person' | 'employer' | 'licence'>().notNull(),
    /** Which licence; empty where somebody has only one of the kind. */
    about: c.text<WorkLicenceKind | ''>().notNull().default(''),
    state: c.text<'pending' | 'passed' | 'refused'>().notNull(),
    method: c.text<'gateway' | 'face' | 'review' | 'desk'>().notNull(),
    caseId: c.id(),
    submittedAt: c.instant().notNull(),
    decidedAt: c.instant(),
    /** Null when the gateway decided. */
    decidedBy: c.id().references(() => people.id),
    validUntil: c.instant(),
    /** What the identity gateway said when it was submitted: staff see it beside the papers. Null where it was not asked. */
    answer: c.text<'match' | 'mismatch' | 'no_record' | 'unavailable'>(),
    /** What was missing when it was refused: everything at once, as keys of the closed list in identity.rules. */
    missing: c.json<string[]>(),
    note: c.text(),
  }, (t) => [
    c.uniqueIndex('verifications_one_pending').on(t.personId, t.kind, t.about).where(sql`${t.state} = 'pending'`),
    c.index('verifications_person').on(t.personId, t.submittedAt),
  ])

  const documents = c.table('documents', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    verificationId: c.id().references(() => verifications.id),
    kind: c.text<'id_card' | 'business_licence' | 'hr_permit' | 'registration' | 'work_licence'>().notNull(),
    mime: c.text().notNull(),
    bytes: c.integer().notNull(),
    /** The picture without its metadata, base64, sealed; null once it was deleted. */
    contentSealed: c.text(),
    createdAt: c.instant().notNull(),
    deletedAt: c.instant(),
  }, (t) => [c.index('documents_person').on(t.personId), c.index('documents_verification').on(t.verificationId)])

  const licences = c.table('licences', {
    id: c.id().primaryKey(),
    employerId: c.id().notNull().references(() => employers.personId),
    kind: c.text<'business_licence' | 'hr_permit' | 'registration'>().notNull(),
    number: c.text().notNull(),
    legalRepresentativeSealed: c.text(),
    legalRepresentativeMasked: c.text(),
    /** Days, 'YYYY-MM-DD'; `validUntil` null for one without an end (长期). */
    validFrom: c.text(),
    validUntil: c.text(),
    verificationId: c.id().notNull().references(() => verifications.id),
    verifiedAt: c.instant(),
    /** Days of the last reminder that it ends. */
    remindedDays: c.integer(),
  }, (t) => [c.uniqueIndex('licences_once').on(t.verificationId, t.kind), c.index('licences_employer').on(t.employerId), c.index('licences_until').on(t.validUntil)])

  /** Licences of people for dangerous trades (特种作业). */
  const workLicences = c.table('work_licences', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    kind: c.text<WorkLicenceKind>().notNull(),
    /** Mostly the holder's ID number with a letter before it. */
    numberSealed: c.text().notNull(),
    numberMasked: c.text().notNull(),
    /** Days as printed, 'YYYY-MM-DD': the last, and the one by which it must be looked at again. */
    validUntil: c.text().notNull(),
    reviewBy: c.text(),
    /** The first instant at which it counts no more, by whichever of both days is earlier. */
    countsUntil: c.instant().notNull(),
    verificationId: c.id().notNull().references(() => verifications.id),
    /** Null until staff accepted it. */
    verifiedAt: c.instant(),
    /** Days of the last reminder that it ends. */
    remindedDays: c.integer(),
  }, (t) => [c.uniqueIndex('work_licences_once').on(t.verificationId), c.index('work_licences_person').on(t.personId, t.kind), c.index('work_licences_until').on(t.countsUntil)])

  return { verifications, documents, licences, workLicences }
}
