import type { Terms } from '@market/shared/apply/apply.contract'
import type { AgreementState } from '@market/shared/journey'
import type { AgreementEnd, AgreementKind } from '@market/shared/sign/sign.contract'
import type { ConfirmedBy } from '@market/shared/sign/sign.rules'
import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { Journey } from './journey'
import type { People } from './people'
import type { Places } from './places'
import { provinceVersionsTable } from './province-versions'

/** What two sides agreed on, how they signed it, and what makes it hold: the seal, the paper, the record of its end. */
export function signTables(c: Columns, places: Places, { applications }: Journey, registered: People) {
  const { people } = registered
  const agreements = c.table('agreements', {
    id: c.id().primaryKey(),
    applicationId: c.id().notNull().references(() => applications.id),
    kind: c.text<AgreementKind>().notNull(),
    /** Why it is of this kind, in the words both sides read; empty for those of before it was kept. */
    kindReason: c.text().notNull().default(''),
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
    /** How the signer was confirmed, as it stands in the payload; null before that was asked. */
    confirmedBy: c.text<ConfirmedBy>(),
    /** The member of staff before whom somebody without a phone signed. */
    witnessId: c.id().references(() => people.id),
  }, (t) => [c.uniqueIndex('signatures_party').on(t.agreementId, t.party)])

  const strokes = c.table('strokes', {
    signatureId: c.id().primaryKey().references(() => signatures.id),
    /** Handwriting is biometric data: sealed. */
    dataSealed: c.text().notNull(),
  })

  /** The one code a person can confirm with at a time, and how many they were sent. */
  const signingCodes = c.table('signing_codes', {
    personId: c.id().primaryKey().references(() => people.id),
    /** The market's day that `sentToday` counts. */
    day: c.text().notNull(),
    sentToday: c.integer().notNull(),
    sentAt: c.instant().notNull(),
    /** SM3 of the agreements and texts it is for. */
    boundTo: c.text().notNull(),
    /** Of the code under the server's key: six digits would be guessed from a plain one. */
    codeHash: c.text().notNull(),
    expiresAt: c.instant().notNull(),
    tries: c.integer().notNull(),
    usedAt: c.instant(),
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

  /** The wording of agreements, one form a kind, as in shared/sign/agreement-template. */
  const agreementTemplates = provinceVersionsTable(c, 'agreement_templates', places, registered)

  return { agreementTemplates, agreements, signatures, strokes, signingCodes, seals, agreementPapers, agreementEndings }
}
