import { createHash } from 'node:crypto'
import type { EvidenceKind, LeafFacts } from '@market/shared/evidence/evidence.rules'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import { sealRecordText, type SealRecord } from '@market/shared/sign/seal-record'
import { readSignaturePayload } from '@market/shared/sign/sign.rules'
import { sm3 } from '../../crypto/sm2'
import type { AgreementLine, SignatureLine } from './bundle'
import { evidenceText } from './evidence.text'
import { Findings, holds, type Finding, type TrustedKeys } from './findings'
import { sha256Hex } from './tree'

const { places, problems } = evidenceText

/** What an agreement says that the log must say too. */
export type Claim = { kind: EvidenceKind; expected: Omit<LeafFacts, 'kind' | 'subjectId'> }

/** What was found of an agreement by itself, and what is still to be held against the log. Plain data: it may come from a thread. */
export type CheckedAgreement = { id: string; waitsForSeal: boolean; isErased: boolean; claims: readonly Claim[]; findings: readonly Finding[] }

type Check = (line: AgreementLine, context: { findings: Findings; keys: Keys; where: string; logged: (kind: EvidenceKind, expected: Claim['expected']) => void }) => void
type Keys = Pick<TrustedKeys, 'signing' | 'seals'>

/** Everything that is checked of an agreement. What is not signed yet is bound by nobody; each signature binds more. */
const checks: readonly Check[] = [statusFits, signaturesHold, recordFits, sealHolds, paperFits, endingFits]

/** Checks an agreement by itself: nothing outside it is needed but the keys. */
export function checkAgreement(line: AgreementLine, keys: Keys): CheckedAgreement {
  const findings = new Findings()
  const claims: Claim[] = []
  const context = { findings, keys, where: places.agreement(line.id), logged: (kind: EvidenceKind, expected: Claim['expected']) => void claims.push({ kind, expected }) }
  for (const check of checks) check(line, context)
  return { id: line.id, waitsForSeal: line.status === 'signed', isErased: line.erasedAt !== null, claims, findings: findings.found }
}

function statusFits({ status, signatures, seal, signedAt, sealedAt }: AgreementLine, { findings, where }: Parameters<Check>[1]): void {
  const parties = signatures.map(({ party }) => party).sort().join(' ')
  const both = 'employer worker'
  const expected: Record<AgreementLine['status'], string> = { draft: '', signed_by_worker: 'worker', signed_by_employer: 'employer', signed: both, sealed: both }
  const last = Math.max(...signatures.map((signature) => signature.signedAt))
  const isBinding = expected[status] === both
  const fits = parties === expected[status] && (seal !== null) === (status === 'sealed') && sealedAt === (seal?.sealedAt ?? null) && signedAt === (isBinding ? last : null)
  findings.expect(fits, where, problems.status)
}

function signaturesHold(line: AgreementLine, { findings, keys }: Parameters<Check>[1]): void {
  for (const signature of line.signatures) {
    const where = places.signature(line.id, signature.party)
    const publicKey = keys.signing.publicKey(signature.keyId)
    if (publicKey === null) findings.add(where, problems.unknownKey)
    else findings.expect(holds(signature.payload, signature.signature, publicKey), where, problems.signature)
    const signed = readSignaturePayload(signature.payload)
    if (signed === null) findings.add(where, problems.payload)
    else {
      const { textHash, payFen, id } = line
      const { party, signedAt, strokeHash, confirmedBy, witnessId } = signature
      // Signatures of before there was a second factor have none in their payload.
      const confirmed: Record<string, string> = { ...(confirmedBy === null ? {} : { confirmedBy }), ...(witnessId === null ? {} : { witnessId }) }
      findings.expect(canonicalJson({ ...signed }) === canonicalJson({ agreementId: id, textHash, party, signedAt, strokeHash, payFen, ...confirmed }), where, problems.payloadDiffers)
    }
  }
}

/** The record says what the columns say; only the text's SHA-256 and whether it was a trial stand in it alone. */
function recordFits(line: AgreementLine, { findings, where, logged }: Parameters<Check>[1]): void {
  const { seal } = line
  if (seal === null) return
  findings.expect(sha256Hex(seal.record) === seal.sha256 && sm3(seal.record) === seal.sm3, where, problems.recordHash)
  logged('agreement.sealed', { sha256: sha256Hex(seal.record), at: seal.sealedAt })
  let record: Partial<SealRecord>
  try {
    record = JSON.parse(seal.record) as Partial<SealRecord>
  } catch {
    return findings.add(where, problems.recordForm)
  }
  const { id, applicationId, kind, kindReasonSha256, templateVersion, termsSha256, textHash, createdAt, signedAt, signatures } = line
  const sealedOf = ({ party, personId, signedAt: at, payload, signature, keyId, strokeHash, confirmedBy, witnessId }: SignatureLine) => ({ party, personId, signedAt: at, payloadSha256: sha256Hex(payload), signature, keyId, strokeHash, confirmedBy, witnessId })
  const expected = {
    agreementId: id, applicationId, kind, kindReasonSha256, templateVersion, termsSha256: termsSha256 ?? '', textSm3: textHash, textSha256: record.textSha256 ?? '', createdAt, signedAt: signedAt ?? 0,
    signatures: [...signatures].sort((one, other) => other.party.localeCompare(one.party)).map(sealedOf), test: record.test ?? false,
  } satisfies SealRecord
  if (sealRecordText(expected) === seal.record) return
  const differs = Object.entries(expected).filter(([name, value]) => JSON.stringify(sorted(value)) !== JSON.stringify(sorted(record[name as keyof SealRecord]))).map(([name]) => name)
  findings.add(where, differs.length === 0 ? problems.recordForm : problems.recordDiffers(differs.join('、')))
}

/** Keys in order, so that two spellings of the same value are one. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(sorted) : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, part]) => [name, sorted(part)])) : value

/** What others put their key to: the platform its certificate, the authority its time. */
function sealHolds({ seal }: AgreementLine, { findings, keys, where }: Parameters<Check>[1]): void {
  if (seal === null || keys.seals === null) return
  const [cms, token] = [base64(seal.signature), base64(seal.timestamp)]
  const digest = createHash('sha256').update(seal.record).digest()
  findings.expect(keys.signing.publicKey(seal.keyId) !== null, where, problems.unknownKey)
  findings.expect(cms !== null && keys.seals.signature(Buffer.from(seal.record), cms, seal.timestampedAt), where, problems.sealSignature)
  findings.expect(token !== null && keys.seals.timestamp(token, digest) === seal.timestampedAt, where, problems.timestamp)
}

/** Null for text that is base64 in another spelling: bytes behind the end would not be seen. */
function base64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

function paperFits({ paper, paperMadeAt, erasedAt }: AgreementLine, { findings, where, logged }: Parameters<Check>[1]): void {
  if (paper === null) return findings.expect(paperMadeAt === null || erasedAt !== null, where, problems.paperTime)
  findings.expect(erasedAt === null, where, problems.erased)
  findings.expect(paper.madeAt === paperMadeAt, where, problems.paperTime)
  logged('agreement.paper_made', { sha256: paper.sha256, sm3: paper.sm3, bytes: paper.bytes, at: paper.madeAt })
}

function endingFits({ id, applicationId, ending }: AgreementLine, { findings, where, logged }: Parameters<Check>[1]): void {
  if (ending === null) return
  const { how, record, sha256, endedAt } = ending
  logged('agreement.ended', { sha256: sha256Hex(record), at: endedAt })
  let said: { amountFen?: number | null }
  try {
    said = JSON.parse(record) as { amountFen?: number | null }
  } catch {
    return findings.add(where, problems.ending)
  }
  const expected = canonicalJson({ agreementId: id, applicationId, endedAt, how, amountFen: said.amountFen ?? null })
  findings.expect(expected === record && sha256Hex(record) === sha256, where, problems.ending)
}
