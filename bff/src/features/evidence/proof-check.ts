import { readLeafData, rootStatement } from '@market/shared/evidence/evidence.rules'
import { provesInclusion } from '@market/shared/evidence/merkle'
import type { SealRecord } from '@market/shared/sign/seal-record'
import { marketClock, clockTime } from '@market/shared/words/time'
import { sm3 } from '../../crypto/sm2'
import { againstLog } from './against-log'
import { checkAgreement } from './agreement-check'
import { evidenceText } from './evidence.text'
import { Findings, holds, type TrustedKeys } from './findings'
import { factKey, type LoggedFact } from './log-check'
import { lineOf, madeFacts, madeStatement, readProof, type ProofFile, type ProvenEntry } from './proof-file'
import { commitmentOf, fromHex, leafOf, sha256, sha256Hex } from './tree'
import type { Report } from './verifier'

const { places, problems, notices } = evidenceText

/** A line of `toLine` speaks of everything there is; here one agreement is shown, and its facts wait for nothing. */
const nothingWaits = Number.MAX_SAFE_INTEGER

/** Verifies the file a party took away. Needs nothing but public keys: no network, no database, and not this platform. */
export function verifyProof(file: Uint8Array, keys: TrustedKeys): Report {
  const findings = new Findings()
  const proof = readProof(file)
  if (proof === null) {
    findings.add(places.proof, problems.notProof)
    return { findings: findings.found, notices: [], entries: 0, roots: 0, agreements: 0 }
  }
  isAsMade(proof, findings, keys)
  rootHolds(proof, findings, keys)
  const facts = new Map<string, LoggedFact>()
  for (const entry of proof.entries) readEntry(entry, proof, findings, facts)
  const agreements = againstLog(findings, keys, { facts, newestAt: nothingWaits })
  agreements.agreement(checkAgreement(lineOf(proof), keys))
  agreements.end()
  pdfFits(proof, findings)
  if (findings.found.length === 0) findings.notices.unshift(...said(proof))
  return { findings: findings.found, notices: findings.notices, entries: proof.entries.length, roots: 1, agreements: 1 }
}

/** Also what no signature of its own covers is as it was when the file was made. */
function isAsMade(proof: ProofFile, findings: Findings, keys: TrustedKeys): void {
  const { keyId, signature, ...facts } = proof.made
  const publicKey = keys.log.publicKey(keyId)
  if (publicKey === null) findings.add(places.proof, problems.unknownKey)
  else findings.expect(holds(madeStatement(facts), signature, publicKey), places.proof, problems.endSignature)
  const { sha256: now } = madeFacts(proof, facts.at)
  findings.expect(now.seal === facts.sha256.seal, places.proof, problems.sealBytes)
  findings.expect(now.timestamp === facts.sha256.timestamp, places.proof, problems.timestampBytes)
  findings.expect(now.rest === facts.sha256.rest, places.proof, problems.madeDiffers)
}

/** Both keys have signed the root: only then has anybody made sure that it is of a log that has only grown. */
function rootHolds({ root }: ProofFile, findings: Findings, keys: TrustedKeys): void {
  const where = places.root(root.size)
  const statement = rootStatement(root)
  const signed = (signature: string, publicKey: string | null, problem: string): void =>
    publicKey === null ? findings.add(where, problems.unknownKey) : findings.expect(holds(statement, signature, publicKey), where, problem)
  signed(root.signature, keys.log.publicKey(root.keyId), problems.rootSignature)
  if (root.cosignature === null || root.cosignKeyId === null) findings.add(where, problems.notCosigned)
  else signed(root.cosignature, keys.cosign.publicKey(root.cosignKeyId), problems.cosignature)
}

function readEntry({ index, commitment, leafData, salt, path }: ProvenEntry, { root }: ProofFile, findings: Findings, facts: Map<string, LoggedFact>): void {
  const where = places.entry(index)
  if (!/^[0-9a-f]{64}$/.test(salt) || commitmentOf(salt, leafData) !== commitment) return findings.add(where, problems.commitment)
  const covered = { leaf: leafOf(commitment), index, size: root.size, root: fromHex(root.root), proof: path.map(fromHex) }
  findings.expect(provesInclusion(sha256, covered), where, problems.path(root.size))
  const read = readLeafData(leafData)
  if (read === null) return findings.add(where, problems.leafData)
  const key = factKey(read.kind, read.subjectId)
  findings.expect(!facts.has(key), where, problems.twice)
  facts.set(key, { index, facts: read })
}

function pdfFits({ agreement: { paper }, pdf }: ProofFile, findings: Findings): void {
  const bytes = Buffer.from(pdf, 'base64')
  const isOneSpelling = bytes.toString('base64') === pdf
  findings.expect(isOneSpelling && paper !== null && bytes.length === paper.bytes && sha256Hex(bytes) === paper.sha256 && sm3(bytes) === paper.sm3, places.pdf, problems.pdf)
}

/** What it proves, for whoever has it before them. */
function said({ agreement, entries: [sealed], root }: ProofFile): string[] {
  const { seal, signatures } = agreement
  const isTest = seal !== null && (JSON.parse(seal.record) as SealRecord).test
  return [
    ...signatures.map(({ party, signedAt, confirmedBy }) => notices.signed(party, dated(signedAt), confirmedBy === 'desk')),
    ...(seal === null ? [] : [notices.timestamped(dated(seal.timestampedAt))]),
    ...(sealed === undefined ? [] : [notices.proven(sealed.index, root.size, dated(root.at))]),
    ...(isTest ? [notices.test] : []),
  ]
}

const dated = (at: number): string => {
  const { year, month, day } = marketClock(at)
  return `${year}年${month}月${day}日 ${clockTime(at)}`
}
