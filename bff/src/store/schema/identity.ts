import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { People } from './people'

/** How people and employers were found to be who they say they are (双实名). */
export function identityTables(c: Columns, { people, employers }: People) {
  const verifications = c.table('verifications', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    /** The person's own identity, or the standing of the employer they registered. */
    kind: c.text<'person' | 'employer'>().notNull(),
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
    c.uniqueIndex('verifications_one_pending').on(t.personId, t.kind).where(sql`${t.state} = 'pending'`),
    c.index('verifications_person').on(t.personId, t.submittedAt),
  ])

  const documents = c.table('documents', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    verificationId: c.id().references(() => verifications.id),
    kind: c.text<'id_card' | 'business_licence' | 'hr_permit' | 'registration'>().notNull(),
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

  return { verifications, documents, licences }
}
