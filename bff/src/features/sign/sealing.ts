import { AppError } from '@market/shared/errors'
import { sealRecordText } from '@market/shared/sign/seal-record'
import { minute, second } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import { sm3 } from '../../crypto/sm2'
import type { TimestampAuthority } from '../../gateways/tsa/tsa'
import type { Chore } from '../../feed/chores'
import type { FeedEvent } from '../../feed/events'
import type { Store } from '../../store/store'
import { VaultError, type Vault } from '../../store/vault'
import { makePrintedToken } from '../scan/codes'
import { textPlace } from './agreement-drafts'
import type { RecordSealer } from './record-sealer'
import { sealRecordOf, sha256 } from './seal-record'
import { agreementsToSeal, insertSeals, type AgreementToSeal, type NewSeal } from './sealing.queries'

/**
 * Agreements taken at once: so many are signed in one turn of the event loop, ask the timestamp authority and share a write. A server
 * that is busy has few turns, and the fewer it has the more wait for each; when there is nothing to catch up with it is two or three.
 */
const takenAtOnce = 32
/** While the authority is silent it is asked again after this, twice as long each time, up to the last; so is one that cannot be kept. */
const firstPause = 2 * second
const longestPause = minute

/** What both have signed is not in the database any more as they signed it: no seal may say otherwise, and somebody has to look. */
export class AgreementAltered extends Error {
  override readonly name = 'AgreementAltered'
  constructor(readonly agreementIds: readonly string[]) {
    super(`${agreementIds.length} agreements are not what was signed`)
  }
}

type Prepared = { seal: Omit<NewSeal, 'sealedAt'> & { code: string }; event: Omit<Extract<FeedEvent, { kind: 'agreement.sealed' }>, 'at'> }

type Parts = { store: Store; clock: Clock; vault: Vault; sealer: RecordSealer; tsa: TimestampAuthority; codeKey: Uint8Array; test: boolean }

/**
 * Seals what both have signed: fingerprints of everything in one record, the platform's signature over it, the time by somebody
 * else. Nothing of it is on the way of who signs, and while the timestamp authority is away the agreements wait: binding, not sealed.
 */
export const sealing = ({ store, clock, vault, sealer, tsa, codeKey, test }: Parts) => {
  const altered = new Set<string>()
  const resting = new Map<string, { times: number; until: number }>()
  let reasons: unknown[] = []
  let failures = 0
  let silentUntil = 0

  /** What is to be written of one; null for what is not as it was signed, which is noted. */
  const prepare = async (one: AgreementToSeal): Promise<Prepared | null> => {
    const { agreement, workerId, employerId, marketId } = one
    const text = textOf(vault, one)
    const facts = text === null ? null : sealRecordOf(one, text, test)
    // Its hash is taken once, for the record as for the question whether it still is the text that both signed.
    if (facts?.textSm3 !== agreement.textHash) {
      altered.add(agreement.id)
      return null
    }
    const record = sealRecordText(facts)
    const { signature, keyId } = sealer.seal(Buffer.from(record), clock.now())
    const digest = sha256(record)
    const { token, at: timestampedAt } = await tsa.stamp(Buffer.from(digest, 'hex'))
    return {
      seal: {
        agreementId: agreement.id, record, sha256: digest, sm3: sm3(record), keyId, timestampedAt,
        signature: signature.toString('base64'), timestamp: token.toString('base64'), code: makePrintedToken('agreement', codeKey),
      },
      event: { kind: 'agreement.sealed', subjectId: agreement.id, marketId, data: { applicationId: agreement.applicationId, workerId, employerId, recordSha256: digest } },
    }
  }

  const keep = (prepared: readonly Prepared[]): Promise<void> => {
    const at = clock.now()
    return store.write(async (tx) => {
      const sealed = await insertSeals(tx, prepared.map(({ seal }) => ({ ...seal, sealedAt: at })))
      // Of those that are missing another server was quicker: its seal is as good.
      await tx.appendAll(prepared.filter(({ seal }) => sealed.has(seal.agreementId)).map(({ event }) => ({ ...event, at })))
    })
  }

  /** Lets one rest that something is wrong with. It is tried again, less and less often. */
  const setAside = (agreementId: string, reason: unknown): void => {
    const times = (resting.get(agreementId)?.times ?? 0) + 1
    resting.set(agreementId, { times, until: clock.now() + pauseAfter(times) })
    reasons.push(reason)
  }

  /**
   * Seals these in one write; when that is refused each in its own, so that whichever is to blame stops none of the others.
   * @throws AppError upstream_unavailable for all that got no timestamp, once the others are sealed
   */
  const sealTogether = async (some: readonly AgreementToSeal[]): Promise<void> => {
    const results = await Promise.allSettled(some.map(prepare))
    const prepared = results.flatMap((result) => (result.status === 'fulfilled' && result.value !== null ? [result.value] : []))
    if (prepared.length > 0) {
      const refused = await keep(prepared).then(() => false, () => true)
      for (const one of prepared) {
        const { agreementId } = one.seal
        if (refused) await keep([one]).then(() => resting.delete(agreementId), (reason: unknown) => setAside(agreementId, reason))
        else resting.delete(agreementId)
      }
    }
    let away: AppError | null = null
    for (const [index, result] of results.entries()) {
      const agreementId = some[index]?.agreement.id
      if (result.status === 'fulfilled' || agreementId === undefined) continue
      if (result.reason instanceof AppError) away = result.reason
      else setAside(agreementId, result.reason)
    }
    if (away !== null) throw away
  }

  /** Those whose turn it is, longest waiting first. */
  const findWaiting = async (): Promise<AgreementToSeal[]> => {
    const found = await store.read((db) => agreementsToSeal(db, takenAtOnce + altered.size + resting.size))
    return found.filter(({ agreement: { id } }) => !altered.has(id) && (resting.get(id)?.until ?? 0) <= clock.now()).slice(0, takenAtOnce)
  }

  /**
   * Seals all that wait. One run at a time.
   * @throws AppError upstream_unavailable while the authority is away; AgreementAltered once for what cannot be sealed; what one was
   *   set aside for, when all others are sealed
   */
  const run = async (): Promise<void> => {
    if (clock.now() < silentUntil) return
    const known = altered.size
    reasons = []
    try {
      for (let waiting = await findWaiting(); waiting.length > 0; waiting = await findWaiting()) await sealTogether(waiting)
      failures = 0
    } catch (error) {
      failures += 1
      silentUntil = clock.now() + pauseAfter(failures)
      throw error
    }
    if (altered.size > known) throw new AgreementAltered([...altered].slice(known))
    if (reasons.length > 0) throw reasons[0]
  }

  const chore: Chore = { name: 'sealing', everyMs: 100, run }
  return { run, chore }
}

const pauseAfter = (times: number): number => Math.min(longestPause, firstPause * 2 ** Math.min(times - 1, 10))

/** The text as it is kept, in UTF-8; null when it was put there from elsewhere. */
function textOf(vault: Vault, { agreement }: AgreementToSeal): Buffer | null {
  try {
    return vault.openBytes(agreement.textSealed, textPlace(agreement.id))
  } catch (error) {
    if (error instanceof VaultError) return null
    throw error
  }
}
