import { AppError, refuseProblems } from '@market/shared/errors'
import { nextState, type AgreementState } from '@market/shared/journey'
import type { AgreementsToSign, Confirm, Verdict } from '@market/shared/sign/sign.contract'
import { agreementKindNames } from '@market/shared/sign/kinds'
import { handwritingProblems, keyFacts, mostAtOnce, type Strokes } from '@market/shared/sign/sign.rules'
import type { SigningKeys } from '../../crypto/signing-keys'
import { sm3 } from '../../crypto/sm2'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { ApplyService } from '../apply/apply.service'
import type { IdentityService } from '../identity/identity.service'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchService } from '../match/match.service'
import { textPlace } from './agreement-drafts'
import { signatureMaker } from './make-signature'
import { agreementsOfJob, insertSignatures, markManySigned, type ReadAgreement } from './many.queries'
import type { Redrafting } from './redrafting'
import type { ReadAgreements, SecondFactor } from './second-factor'
import { findAgreements, type AgreementRow, type NewSignature } from './sign.queries'
import { partyName } from './verification'

export type SigningMany = { agreements: ReadAgreements; strokes: Strokes; confirm: Confirm }
export type Result = { agreementId: string; verdict: Verdict; status: AgreementState | null }

export type SignManyService = ReturnType<typeof signManyService>

type Parts = {
  store: Store
  vault: Vault
  keys: SigningKeys
  apply: Pick<ApplyService, 'holdIn' | 'moveAll'>
  jobs: Pick<JobsService, 'assertEmployer'>
  identity: Pick<IdentityService, 'assertMaySign'>
  match: Pick<MatchService, 'barOf'>
  redrafts: Redrafting
  factor: SecondFactor
}

/** An employer signs the agreements of one job in one act: one handwriting and one second factor, a signature for each. */
export const signManyService = ({ store, vault, keys, apply, jobs, identity, match, redrafts, factor }: Parts) => {
  const makeSignature = signatureMaker({ vault, keys })

  /** What is to be said of an agreement that cannot be signed as it was read; null when it can. */
  const hindrance = (row: AgreementRow | undefined, jobId: string, textHash: string): Verdict | null => {
    if (row?.jobId !== jobId) return 'withdrawn'
    if (row.agreement.status === 'signed_by_employer' || row.agreement.status === 'signed' || row.agreement.status === 'sealed') return 'already'
    if (nextState(row.state, 'sign_as_employer') === null) return 'withdrawn'
    return row.agreement.textHash === textHash ? null : 'changed'
  }

  /** What keeps this one from being signed at the moment: its text is not right any more and was written anew, or the law. */
  const hindranceNow = async (row: AgreementRow, now: number): Promise<Verdict | null> => {
    try {
      await redrafts.refuseOutdated(row, now)
    } catch (error) {
      return verdictOf(error)
    }
    return (await store.read((db) => match.barOf(db, row.workerId, row.agreement.terms, now))) === null ? null : 'not_allowed'
  }

  /** Whether its hours still are those that were read, in the write that keeps the signature. */
  const hoursHold = async (tx: Tx, row: AgreementRow): Promise<boolean> => {
    try {
      await redrafts.holdHours(tx, row)
      return true
    } catch (error) {
      verdictOf(error)
      return false
    }
  }

  return {
    /** What waits for the employer's signature at their own job. @throws AppError not_found */
    ofJob: (caller: Caller, jobId: string): Promise<AgreementsToSign> =>
      store.read(async (db) => {
        await jobs.assertEmployer(db, jobId, caller.personId)
        const rows = (await agreementsOfJob(db, jobId)).filter((row) => hindrance(row, jobId, row.agreement.textHash) === null)
        rows.sort((one, other) => Number(workerSigned(other)) - Number(workerSigned(one)) || (one.agreement.id < other.agreement.id ? -1 : 1))
        const shown = rows.slice(0, mostAtOnce)
        const factsOf = (row: AgreementRow) => keyFacts(row.agreement.terms, row.agreement.kind, '').slice(1)
        // The newest draft has the posting as it stands; who applied before it was changed keeps what they saw.
        const newest = shown.reduce<AgreementRow | null>((best, row) => (best === null || row.agreement.id > best.agreement.id ? row : best), null)
        const common = newest === null ? [] : factsOf(newest)
        return {
          jobTitle: newest?.agreement.terms.title ?? '',
          keyFacts: common,
          agreements: shown.map((row) => ({
            id: row.agreement.id,
            textHash: row.agreement.textHash,
            workerMasked: partyName(row, 'worker'),
            kindName: agreementKindNames[row.agreement.kind],
            workerSigned: workerSigned(row),
            differs: factsOf(row).filter(({ label, value }) => common.find((fact) => fact.label === label)?.value !== value),
          })),
          more: rows.length - shown.length,
        }
      }),

    /**
     * Signs them all in one write, and says of each what became of it. SM2 signatures and sealing come before it. The job is held, so
     * that nobody steps back and no draft is replaced meanwhile; who signs at the same moment is met by the guarded statements.
     * @throws AppError not_found for another's job, not_verified, invalid_fields, and those of `SecondFactor`
     */
    async sign(command: Command, jobId: string, { agreements, strokes, confirm }: SigningMany): Promise<{ results: Result[] }> {
      const { caller, now } = command
      const { personId } = caller
      const read = new Map(agreements.map(({ agreementId, textHash }) => [agreementId, textHash]))
      const rows = await store.read(async (db) => {
        await jobs.assertEmployer(db, jobId, personId)
        await identity.assertMaySign(db, personId, now)
        return new Map((await findAgreements(db, [...read.keys()])).map((row) => [row.agreement.id, row]))
      })
      refuseProblems(handwritingProblems(strokes))
      const confirmed = await factor.confirm(personId, confirm, agreements, now)

      const signatures = new Map<string, NewSignature>()
      const hindered = new Map<string, Verdict>()
      for (const [agreementId, textHash] of read) {
        const row = rows.get(agreementId)
        if (row === undefined || hindrance(row, jobId, textHash) !== null) continue
        const stopped = await hindranceNow(row, now)
        if (stopped !== null) {
          hindered.set(agreementId, stopped)
          continue
        }
        // A text that was altered in the database is not signed.
        if (sm3(vault.open(row.agreement.textSealed, textPlace(agreementId))) !== textHash) continue
        signatures.set(agreementId, makeSignature(row, { party: 'employer', personId, strokes, signedAt: now, confirmedBy: confirmed.by, witnessId: null }))
      }

      const signStanding = () => command.write(async (tx) => {
        await apply.holdIn(tx, [jobId])
        await confirmed.spend(tx)
        const current = new Map((await findAgreements(tx, [...read.keys()])).map((row) => [row.agreement.id, row]))
        const stands: NewSignature[] = []
        for (const signature of signatures.values()) {
          const row = current.get(signature.agreementId)
          if (row === undefined || hindrance(row, jobId, read.get(signature.agreementId) ?? '') !== null) continue
          if (await hoursHold(tx, row)) stands.push(signature)
          else hindered.set(signature.agreementId, 'changed')
        }
        const inserted = await insertSignatures(tx, stands)
        const signing = stands.flatMap(({ agreementId }) => (inserted.has(agreementId) ? (current.get(agreementId) ?? []) : []))
        const moved = await apply.moveAll(tx, signing.map(({ agreement }) => agreement.applicationId), 'sign_as_employer', now)
        const marked = await markManySigned(tx, signing.map(asRead), personId, now)
        const overtaken = signing.filter(({ agreement }) => !marked.has(agreement.id))
        if (overtaken.length > 0) {
          await identity.assertMaySign(tx, personId, now)
          throw new Overtaken(await whyNot(tx, overtaken))
        }
        if (moved < signing.length) throw new AppError('step_not_allowed')
        await tx.appendAll(signing.map(({ agreement, workerId, employerId, marketId }) => {
          const data = { applicationId: agreement.applicationId, workerId, employerId, party: 'employer' as const, complete: marked.get(agreement.id) === 'signed' }
          return { kind: 'agreement.signed' as const, subjectId: agreement.id, marketId, at: now, data }
        }))
        return {
          results: [...read].map(([agreementId, textHash]): Result => {
            const status = marked.get(agreementId)
            if (status !== undefined) return { agreementId, verdict: 'signed', status }
            const row = current.get(agreementId)
            const verdict = hindered.get(agreementId) ?? hindrance(row, jobId, textHash) ?? (signatures.has(agreementId) ? 'already' : 'changed')
            return { agreementId, verdict, status: row?.jobId === jobId ? row.agreement.status : null }
          }),
        }
      })

      for (;;) {
        try {
          return await signStanding()
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error
          // Nothing was kept: once more without those that something happened to between being read and being written.
          for (const [agreementId, verdict] of error.verdicts) {
            hindered.set(agreementId, verdict)
            signatures.delete(agreementId)
          }
        }
      }
    },
  }
}

/** The write found agreements that the statement would not mark; each with the reason. */
class Overtaken extends Error {
  constructor(readonly verdicts: ReadonlyMap<string, Verdict>) {
    super('agreements changed between being read and being signed')
  }
}

const asRead = ({ agreement: { id, textHash, terms }, workerId }: AgreementRow): ReadAgreement => ({ agreementId: id, textHash, workerId, work: terms })

/** With the job held and the signature in, a text that was just written anew and a licence that was just lost are left to stop one. */
async function whyNot(tx: Tx, overtaken: readonly AgreementRow[]): Promise<Map<string, Verdict>> {
  const rows = await findAgreements(tx, overtaken.map(({ agreement }) => agreement.id))
  return new Map(overtaken.map(({ agreement: { id, textHash } }) => {
    const isSame = rows.find(({ agreement }) => agreement.id === id)?.agreement.textHash === textHash
    return [id, isSame ? 'not_allowed' : 'changed']
  }))
}

const workerSigned = ({ agreement }: AgreementRow): boolean => agreement.status === 'signed_by_worker'

/** @throws what is no finding about one agreement */
const verdictOf = (error: unknown): Verdict => {
  if (error instanceof AppError && error.code === 'agreement_changed') return 'changed'
  throw error
}
