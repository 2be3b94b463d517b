import type { Strokes } from '@market/shared/sign/sign.rules'
import { readSignaturePayload, type Party } from '@market/shared/sign/sign.rules'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import type { Verification } from '@market/shared/sign/sign.contract'
import { VaultError, type Vault } from '../../store/vault'
import { textPlace } from './agreement-drafts'
import type { AgreementRow, SignatureRow } from './sign.queries'
import type { SigningKeys } from '../../crypto/signing-keys'
import { sm3, verify } from '../../crypto/sm2'

export const strokesPlace = (signatureId: string) => ({ table: 'strokes', column: 'data_sealed', row: signatureId })

/** SM3 of handwriting in its one spelling. */
export const strokeHash = (strokes: Strokes): string => sm3(canonicalJson(strokes))

const partyWords: Record<Party, string> = { worker: '工人', employer: '雇主' }

type Facts = { row: AgreementRow; signatures: readonly SignatureRow[]; vault: Vault; keys: SigningKeys }
type Check = { check: string; passed: boolean }

/**
 * Looks at everything that is kept of an agreement and says of each part whether it is still what was signed. Trusts no
 * column: what somebody changed in the database shows as a check that fails and names the part.
 */
export function verifyAgreement({ row, signatures, vault, keys }: Facts): Verification {
  const { agreement } = row
  const of = (party: Party) => signatures.find(({ signature }) => signature.party === party)
  const parties = (['worker', 'employer'] as const).map((party) => ({ party, found: of(party) }))
  const checks: Check[] = [
    { check: '协议文字和签字时一样', passed: openOrNull(vault, agreement.textSealed, textPlace(agreement.id), sm3) === agreement.textHash },
    ...parties.flatMap(({ party, found }) => (found ? signatureChecks(party, found, row, vault, keys) : [])),
    ...parties.map(({ party, found }) => ({ check: `${partyWords[party]}已签字`, passed: found !== undefined })),
    { check: '两边签好，协议已生效', passed: agreement.status === 'signed' || agreement.status === 'sealed' },
  ]
  return {
    valid: checks.every(({ passed }) => passed),
    checks,
    status: agreement.status,
    textHash: agreement.textHash,
    signatures: signatures.map(({ signature }) => ({
      party: signature.party,
      nameMasked: partyName(row, signature.party),
      signedAt: signature.signedAt,
      payload: signature.payload,
      signature: signature.signature,
      publicKey: keys.publicKey(signature.keyId) ?? '',
      keyLabel: keys.label,
    })),
  }
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
        signature.personId === (party === 'worker' ? workerId : employerId),
    },
    { check: `${who}的手写签名没有变`, passed: signed !== null && writing !== null && writing === signed.strokeHash && writing === signature.strokeHash },
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
