import { canonicalJson } from '@market/shared/sign/canonical-json'
import { signaturePayload, type ConfirmedBy, type Party, type Strokes } from '@market/shared/sign/sign.rules'
import { uuidv7 } from 'uuidv7'
import type { SigningKeys } from '../../crypto/signing-keys'
import { sm3 } from '../../crypto/sm2'
import type { Vault } from '../../store/vault'
import type { AgreementRow, NewSignature } from './sign.queries'
import { strokesPlace } from './verification'

/** Who signs, how and when; the handwriting may be for several agreements. */
export type Act = { party: Party; personId: string; strokes: Strokes; signedAt: number; confirmedBy: ConfirmedBy; witnessId: string | null }

/** Makes a signature ready to be inserted. Before the write: it holds the SM2 signature and seals the handwriting. */
export const signatureMaker = ({ vault, keys }: { vault: Vault; keys: SigningKeys }) =>
  ({ agreement }: Pick<AgreementRow, 'agreement'>, { party, personId, strokes, signedAt, confirmedBy, witnessId }: Act): NewSignature => {
    const id = uuidv7()
    const written = canonicalJson(strokes)
    const hash = sm3(written)
    const payload = signaturePayload({
      agreementId: agreement.id,
      textHash: agreement.textHash,
      party,
      signedAt,
      strokeHash: hash,
      payFen: agreement.terms.payFen,
      confirmedBy,
      ...(witnessId === null ? {} : { witnessId }),
    })
    return {
      id,
      agreementId: agreement.id,
      party,
      personId,
      signedAt,
      strokeHash: hash,
      payload,
      signature: keys.sign(payload),
      keyId: keys.keyId,
      confirmedBy,
      witnessId,
      strokesSealed: vault.seal(written, strokesPlace(id)),
    }
  }
