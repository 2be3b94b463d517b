import { readLeafData } from '@market/shared/evidence/evidence.rules'
import { provesInclusion } from '@market/shared/evidence/merkle'
import type { Strokes } from '@market/shared/sign/sign.rules'
import { readSignaturePayload, type Party } from '@market/shared/sign/sign.rules'
import { agreementKindNames } from '@market/shared/sign/kinds'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import { sealRecordText } from '@market/shared/sign/seal-record'
import type { Verification } from '@market/shared/sign/sign.contract'
import { tradeName } from '@market/shared/words/lists'
import { VaultError, type Vault } from '../../store/vault'
import type { EvidenceProof } from '../evidence/evidence.service'
import { commitmentOf, fromHex, leafOf, sha256 as hashBytes } from '../evidence/tree'
import { textPlace } from './agreement-drafts'
import { paperPlace } from './papers'
import type { SealVerifier } from './record-sealer'
import { sealRecordOf, sha256 } from './seal-record'
import type { findPaper, findSeal } from './sealing.queries'
import type { AgreementRow, findEnding, SignatureRow } from './sign.queries'
import type { SigningKeys } from '../../crypto/signing-keys'
import { sm3, verify } from '../../crypto/sm2'

export const strokesPlace = (signatureId: string) => ({ table: 'strokes', column: 'data_sealed', row: signatureId })

/** SM3 of handwriting in its one spelling. */
export const strokeHash = (strokes: Strokes): string => sm3(canonicalJson(strokes))

const partyWords: Record<Party, string> = { worker: '工人', employer: '雇主' }

type Facts = Evidence & { vault: Vault; keys: SigningKeys; seals: SealVerifier; test: boolean }
type Check = { check: string; passed: boolean }

/** Everything that is kept of one agreement. */
export type Evidence = {
  row: AgreementRow
  signatures: readonly SignatureRow[]
  seal: Awaited<ReturnType<typeof findSeal>>
  paper: Awaited<ReturnType<typeof findPaper>>
  ending: Awaited<ReturnType<typeof findEnding>>
  /** What the evidence log holds of the seal. */
  logged: EvidenceProof | null
}

/**
 * Looks at everything that is kept of an agreement and says of each part whether it is still what was signed. Trusts no
 * column: what somebody changed in the database shows as a check that fails and names the part.
 */
export function verifyAgreement(facts: Facts): Verification {
  const { row: { agreement }, signatures, seal, paper, ending, logged, vault, keys } = facts
  const isErased = agreement.erasedAt !== null
  const parties = (['worker', 'employer'] as const).map((party) => ({ party, found: signatures.find(({ signature }) => signature.party === party) }))
  const text = isErased ? null : openOrNull(vault, agreement.textSealed, textPlace(agreement.id), (plain) => plain)
  const checks: Check[] = [
    ...(isErased ? [] : [{ check: '协议文字和签字时一样', passed: text !== null && sm3(text) === agreement.textHash }]),
    ...parties.flatMap(({ party, found }) => (found ? signatureChecks(party, found, facts.row, vault, keys) : [])),
    ...parties.map(({ party, found }) => ({ check: `${partyWords[party]}已签字`, passed: found !== undefined })),
    { check: '两边签好，协议已生效', passed: agreement.status === 'signed' || agreement.status === 'sealed' },
    ...(agreement.status === 'sealed' ? sealChecks(facts, text) : []),
    ...(agreement.paperMadeAt !== null && !isErased ? [{ check: 'PDF 和存的时候一样', passed: paperIsWhole(facts) }] : []),
    ...(logged?.root ? [{ check: '存证日志里有这份协议', passed: seal !== null && isLogged(logged, logged.root, seal.sha256) }] : []),
    ...(ending === null ? [] : [{ check: '结束的记录没有改过', passed: sha256(ending.record) === ending.sha256 && ending.record.includes(agreement.id) }]),
  ]
  return {
    valid: checks.every(({ passed }) => passed),
    checks,
    status: agreement.status,
    kindName: agreementKindNames[agreement.kind],
    work: `${tradeName(agreement.terms.trade)} · ${agreement.terms.title}`,
    startsAt: agreement.terms.startsAt,
    marketName: agreement.terms.marketName,
    textHash: agreement.textHash,
    seal: seal && { sealedAt: seal.sealedAt, timestampedAt: seal.timestampedAt, recordSha256: seal.sha256, recordSm3: seal.sm3 },
    paper: paper && { madeAt: paper.madeAt, bytes: paper.bytes, sha256: paper.sha256, sm3: paper.sm3 },
    evidence: logged?.root ? { index: logged.entry.index, size: logged.root.size, root: logged.root.root, rootAt: logged.root.at } : null,
    ended: ending && { how: ending.how, at: ending.endedAt },
    erasedAt: agreement.erasedAt,
    test: facts.test,
    signatures: signatures.map(({ signature }) => ({
      party: signature.party,
      nameMasked: partyName(facts.row, signature.party),
      signedAt: signature.signedAt,
      payload: signature.payload,
      signature: signature.signature,
      publicKey: keys.publicKey(signature.keyId) ?? '',
      keyLabel: keys.label,
    })),
  }
}

/** The record says what the rows say, the platform signed it, and the authority saw it when we say. */
function sealChecks({ row: { agreement }, signatures, seal, seals }: Facts, text: string | null): Check[] {
  if (seal === null) return [{ check: '存证记录和协议对得上', passed: false }]
  const record = Buffer.from(seal.record)
  const isTest = /"test":true/.test(seal.record)
  const plain = signatures.map(({ signature }) => signature)
  const expected = text === null ? null : sealRecordOf({ agreement, signatures: plain }, text, isTest)
  const isWhole = sha256(seal.record) === seal.sha256 && sm3(seal.record) === seal.sm3
  return [
    // Once the text is gone the record is all there is; its own fingerprints still have to fit.
    { check: '存证记录和协议对得上', passed: isWhole && (agreement.erasedAt !== null || (expected !== null && sealRecordText(expected) === seal.record)) },
    { check: '平台的签章有效', passed: seals.signature(record, Buffer.from(seal.signature, 'base64'), seal.timestampedAt) },
    { check: '时间戳有效', passed: seals.timestamp(Buffer.from(seal.timestamp, 'base64'), Buffer.from(sha256(seal.record), 'hex')) === seal.timestampedAt },
  ]
}

/** The log's entry speaks of this very seal, and the signed root covers the entry. */
function isLogged({ entry: { salt, index, leafData, commitment }, proof }: EvidenceProof, root: NonNullable<EvidenceProof['root']>, sealSha256: string): boolean {
  const covers = { leaf: leafOf(commitment), index, size: root.size, root: fromHex(root.root), proof: proof.map(fromHex) }
  return readLeafData(leafData)?.sha256 === sealSha256 && commitmentOf(salt, leafData) === commitment && provesInclusion(hashBytes, covers)
}

const paperIsWhole = ({ row: { agreement }, paper, vault }: Facts): boolean => {
  if (paper === null) return false
  const content = openOrNull(vault, paper.contentSealed, paperPlace(agreement.id), (plain) => Buffer.from(plain, 'base64'))
  return content !== null && content.length === paper.bytes && sha256(content) === paper.sha256 && sm3(content) === paper.sm3
}

/** How a party may be named to others: a worker masked, a business by its registered name, a household masked. */
export const partyName = ({ agreement, workerMasked }: AgreementRow, party: Party): string =>
  party === 'worker' ? (workerMasked ?? '*') : agreement.terms.employerName

function signatureChecks(party: Party, { signature, strokesSealed }: SignatureRow, { agreement, workerId, employerId }: AgreementRow, vault: Vault, keys: SigningKeys): Check[] {
  const publicKey = keys.publicKey(signature.keyId)
  const signed = readSignaturePayload(signature.payload)
  const writing = strokesSealed === null ? null : openOrNull(vault, strokesSealed, strokesPlace(signature.id), (plain) => strokeHash(JSON.parse(plain) as Strokes))
  const who = partyWords[party]
  return [
    { check: `${who}的电子签名有效`, passed: publicKey !== null && verify(signature.payload, signature.signature, publicKey) },
    {
      check: `${who}签的就是这份协议和工钱`,
      passed:
        signed !== null &&
        signed.agreementId === agreement.id &&
        signed.textHash === agreement.textHash &&
        signed.payFen === agreement.terms.payFen &&
        signed.party === party &&
        signed.signedAt === signature.signedAt &&
        (signed.confirmedBy ?? null) === signature.confirmedBy &&
        (signed.witnessId ?? null) === signature.witnessId &&
        signature.personId === (party === 'worker' ? workerId : employerId),
    },
    ...(agreement.erasedAt === null ? [{ check: `${who}的手写签名没有变`, passed: signed !== null && writing !== null && writing === signed.strokeHash && writing === signature.strokeHash }] : []),
  ]
}

/** What `read` makes of a sealed value; null when it was altered or moved, which is a finding here and not an error. */
function openOrNull<T>(vault: Vault, sealed: string, place: Parameters<Vault['open']>[1], read: (plain: string) => T): T | null {
  try {
    return read(vault.open(sealed, place))
  } catch (error) {
    if (error instanceof VaultError) return null
    throw error
  }
}
