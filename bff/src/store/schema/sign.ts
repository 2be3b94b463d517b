import type { Terms } from '@market/shared/apply/apply.contract'
import type { AgreementState } from '@market/shared/journey'
import type { AgreementEnd, AgreementKind } from '@market/shared/sign/sign.contract'
import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { Journey } from './journey'
import type { People } from './people'

/** What two sides agreed on, how they signed it, and what makes it hold: the seal, the paper, the record of its end. */
export function signTables(c: Columns, { applications }: Journey, { people }: People) {
  const agreements = c.table('agreements', {
    id: c.id().primaryKey(),
    applicationId: c.id().notNull().references(() => applications.id),
    kind: c.text<AgreementKind>().notNull(),
    templateVersion: c.text().notNull(),
    terms: c.json<Terms>().notNull(),
    /** The full text both sides were shown; it names them, so it is sealed. */
    textSealed: c.text().notNull(),
    textHash: c.text().notNull(),
    status: c.text<AgreementState>().notNull(),
    createdAt: c.instant().notNull(),
    /** When the second side signed: from here on it binds both. */
    signedAt: c.instant(),
    sealedAt: c.instant(),
    /** When the signed PDF was made; it follows the seal. */
    paperMadeAt: c.instant(),
    /** When text, handwriting and paper were deleted because their time was over; fingerprints and seal stay. */
    erasedAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('agreements_application').on(t.applicationId),
    c.index('agreements_to_seal').on(t.signedAt).where(sql`${t.status} = 'signed'`),
    c.index('agreements_without_paper').on(t.sealedAt).where(sql`${t.status} = 'sealed' and ${t.paperMadeAt} is null`),
  ])

  const signatures = c.table('signatures', {
    id: c.id().primaryKey(),
    agreementId: c.id().notNull().references(() => agreements.id),
    party: c.text<'worker' | 'employer'>().notNull(),
    personId: c.id().notNull().references(() => people.id),
    signedAt: c.instant().notNull(),
    strokeHash: c.text().notNull(),
    /** The canonical JSON that was signed, byte for byte. */
    payload: c.text().notNull(),
    /** Hex. */
    signature: c.text().notNull(),
    keyId: c.text().notNull(),
  }, (t) => [c.uniqueIndex('signatures_party').on(t.agreementId, t.party)])

  const strokes = c.table('strokes', {
    signatureId: c.id().primaryKey().references(() => signatures.id),
    /** Handwriting is biometric data: sealed. */
    dataSealed: c.text().notNull(),
  })

  /** What the platform and the timestamp authority say of an agreement that both have signed. Nobody is named in it. */
  const seals = c.table('seals', {
    agreementId: c.id().primaryKey().references(() => agreements.id),
    /** Canonical JSON (RFC 8785), byte for byte. */
    record: c.text().notNull(),
    /** Fingerprints of the record, hex. */
    sha256: c.text().notNull(),
    sm3: c.text().notNull(),
    /** The platform's SM2 signature over the record: a detached CMS (RFC 5652, GM/T 0010) with its certificates, DER in base64. */
    signature: c.text().notNull(),
    keyId: c.text().notNull(),
    /** The authority's token over the record's SHA-256 (RFC 3161), DER in base64, and the time it states. */
    timestamp: c.text().notNull(),
    timestampedAt: c.instant().notNull(),
    sealedAt: c.instant().notNull(),
  }, (t) => [c.index('seals_sealed').on(t.sealedAt)])

  const agreementPapers = c.table('agreement_papers', {
    agreementId: c.id().primaryKey().references(() => agreements.id),
    /** The signed PDF in base64; it names both sides, so it is sealed. */
    contentSealed: c.text().notNull(),
    bytes: c.integer().notNull(),
    /** Fingerprints of the file, hex. */
    sha256: c.text().notNull(),
    sm3: c.text().notNull(),
    madeAt: c.instant().notNull(),
  }, (t) => [c.index('agreement_papers_made').on(t.madeAt)])

  const agreementEndings = c.table('agreement_endings', {
    agreementId: c.id().primaryKey().references(() => agreements.id),
    how: c.text<AgreementEnd>().notNull(),
    /** Canonical JSON of what ended it, without names or free text, and its SHA-256. */
    record: c.text().notNull(),
    sha256: c.text().notNull(),
    endedAt: c.instant().notNull(),
  })

  return { agreements, signatures, strokes, seals, agreementPapers, agreementEndings }
}
