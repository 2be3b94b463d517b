import { sealRecordText } from '@market/shared/sign/seal-record'
import { minute, second } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import { sm3 } from '../../crypto/sm2'
import type { TimestampAuthority } from '../../gateways/tsa/tsa'
import type { Store } from '../../store/store'
import { VaultError, type Vault } from '../../store/vault'
import { makePrintedToken } from '../scan/codes'
import { textPlace } from './agreement-drafts'
import { sealRecordOf, sha256 } from './seal-record'
import { agreementsToSeal, insertSeal, type AgreementToSeal } from './sealing.queries'

/** Signs records with the platform's own key, so that anybody can check them: a detached CMS with its certificates. */
export interface RecordSealer {
  /** @param at UTC ms; the signing time stated in it */
  seal(record: Buffer, at: number): { signature: Buffer; keyId: string }
}

/** Agreements taken at once, and requests to the timestamp authority at once. */
const takenAtOnce = 40
const stampedAtOnce = 8
/** While the authority is silent it is asked again after this, twice as long each time, up to the last. */
const firstPause = 2 * second
const longestPause = minute

/** What both have signed is not in the database any more as they signed it: no seal may say otherwise, and somebody has to look. */
export class AgreementAltered extends Error {
  override readonly name = 'AgreementAltered'
  constructor(readonly agreementIds: readonly string[]) {
    super(`${agreementIds.length} agreements are not what was signed`)
  }
}

type Parts = { store: Store; clock: Clock; vault: Vault; sealer: RecordSealer; tsa: TimestampAuthority; codeKey: Uint8Array; test: boolean }

/**
 * Seals what both have signed: fingerprints of everything in one record, the platform's signature over it, the time by somebody
 * else. Nothing of it is on the way of who signs, and while the timestamp authority is away the agreements wait: binding, not sealed.
 */
export const sealing = ({ store, clock, vault, sealer, tsa, codeKey, test }: Parts) => {
  const altered = new Set<string>()
  let failures = 0
  let silentUntil = 0

  const sealOne = async (one: AgreementToSeal): Promise<void> => {
    const { agreement, workerId, employerId, marketId } = one
    const text = textAsSigned(vault, one)
    const facts = text === null ? null : sealRecordOf(one, text, test)
    if (facts === null) {
      altered.add(agreement.id)
      return
    }
    const record = sealRecordText(facts)
    const { signature, keyId } = sealer.seal(Buffer.from(record), clock.now())
    const digest = sha256(record)
    const { token, at: timestampedAt } = await tsa.stamp(Buffer.from(digest, 'hex'))
    const code = makePrintedToken('agreement', codeKey)
    const sealedAt = clock.now()
    await store.write(async (tx) => {
      const seal = {
        agreementId: agreement.id, record, sha256: digest, sm3: sm3(record), keyId, timestampedAt, sealedAt,
        signature: signature.toString('base64'), timestamp: token.toString('base64'),
      }
      // Another server was quicker: its seal is as good.
      if (!(await insertSeal(tx, seal, code))) return
      await tx.append({ kind: 'agreement.sealed', subjectId: agreement.id, marketId, at: sealedAt, data: { applicationId: agreement.applicationId, workerId, employerId, recordSha256: digest } })
    })
  }

  return {
    /**
     * Seals all that wait. One run at a time.
     * @throws AppError upstream_unavailable while the authority is away; AgreementAltered once for what cannot be sealed
     */
    async run(): Promise<void> {
      if (clock.now() < silentUntil) return
      const known = altered.size
      try {
        for (;;) {
          const waiting = (await store.read((db) => agreementsToSeal(db, takenAtOnce + altered.size))).filter(({ agreement }) => !altered.has(agreement.id))
          if (waiting.length === 0) break
          for (let from = 0; from < waiting.length; from += stampedAtOnce) {
            const results = await Promise.allSettled(waiting.slice(from, from + stampedAtOnce).map(sealOne))
            const failed = results.find((result) => result.status === 'rejected')
            if (failed !== undefined) throw failed.reason as Error
          }
        }
        failures = 0
      } catch (error) {
        silentUntil = clock.now() + Math.min(longestPause, firstPause * 2 ** Math.min(failures, 10))
        failures += 1
        throw error
      }
      if (altered.size > known) throw new AgreementAltered([...altered].slice(known))
    },
  }
}

/** The text, if it still is what both signed; null when not. */
function textAsSigned(vault: Vault, { agreement }: AgreementToSeal): string | null {
  try {
    const text = vault.open(agreement.textSealed, textPlace(agreement.id))
    return sm3(text) === agreement.textHash ? text : null
  } catch (error) {
    if (error instanceof VaultError) return null
    throw error
  }
}
