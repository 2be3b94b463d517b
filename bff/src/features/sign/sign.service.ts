import { AppError, refuseProblems } from '@market/shared/errors'
import type { Application } from '@market/shared/apply/apply.contract'
import { nextState } from '@market/shared/journey'
import { reasonOfBefore } from '@market/shared/sign/kind.rules'
import { agreementKindNames } from '@market/shared/sign/kinds'
import type { Agreement, Confirm, SentCode, Verification } from '@market/shared/sign/sign.contract'
import {
  handwritingProblems,
  keyFacts,
  payQuestion,
  type Party,
  type Strokes,
} from '@market/shared/sign/sign.rules'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { ApplyService } from '../apply/apply.service'
import type { CodeReader } from '../scan/code-reader'
import type { EvidenceService } from '../evidence/evidence.service'
import type { IdentityService } from '../identity/identity.service'
import type { MatchService } from '../match/match.service'
import { refuseByLaw } from './by-law'
import { textPlace } from './agreement-drafts'
import { signatureMaker } from './make-signature'
import type { Redrafting } from './redrafting'
import { codeOf, findPaper, findSeal } from './sealing.queries'
import type { Confirmed, ReadAgreements, SecondFactor } from './second-factor'
import { agreementsToSign, findAgreement, findAgreements, findEnding, findSignatures, insertSignature, markSigned, type AgreementRow } from './sign.queries'
import type { SigningKeys } from '../../crypto/signing-keys'
import { sm3 } from '../../crypto/sm2'
import type { SealVerifier } from './record-sealer'
import { partyName, verifyAgreement } from './verification'
import { refuseWitness } from './witness'
import { witnessFacts, type Witness } from './witness.queries'

/** What somebody who signs has read, answered and written. */
export type Written = { textHash: string; understoodPayFen: number | null; strokes: Strokes }
export type Signing = Written & { confirm: Confirm }

/** A worker who signs at the desk, before whom, and what is noted of it in the same write. */
export type DeskSigning = { workerId: string; witness: Witness; note: Confirmed['spend'] }

/** Who signs, how it is known that it is they, and what is answered. */
type Signer<T> = { personId: string; witness: Witness | null; confirm: (read: ReadAgreements) => Promise<Confirmed>; reply: (tx: Tx, applicationId: string) => Promise<T> }

export type SignService = ReturnType<typeof signService>

type Parts = {
  store: Store
  vault: Vault
  keys: SigningKeys
  seals: SealVerifier
  codes: Pick<CodeReader, 'readAgreement'>
  apply: Pick<ApplyService, 'move' | 'view'>
  identity: Pick<IdentityService, 'assertMaySign'>
  match: Pick<MatchService, 'barOf'>
  redrafts: Redrafting
  factor: SecondFactor
  evidence: Pick<EvidenceService, 'proofOf'>
  test: boolean
}

/** Reading, signing and verifying agreements. Their drafts are made by `agreementDrafts`, which *apply* calls. */
export const signService = ({ store, vault, keys, seals, codes, apply, identity, match, redrafts, factor, evidence, test }: Parts) => {
  const makeSignature = signatureMaker({ vault, keys })

  /** @throws AppError not_found, for strangers as for agreements that do not exist */
  const partyOf = (row: AgreementRow | null, personId: string): { row: AgreementRow; party: Party } => {
    if (row?.workerId === personId) return { row, party: 'worker' }
    if (row?.employerId === personId) return { row, party: 'employer' }
    throw new AppError('not_found')
  }

  const viewIn = async (db: Db, agreementId: string, personId: string): Promise<Agreement> => {
    const { row, party } = partyOf(await findAgreement(db, agreementId), personId)
    const { agreement } = row
    const signatures = await findSignatures(db, agreementId)
    const ending = await findEnding(db, agreementId)
    const other: Party = party === 'worker' ? 'employer' : 'worker'
    return {
      id: agreement.id,
      applicationId: agreement.applicationId,
      kind: agreement.kind,
      kindName: agreementKindNames[agreement.kind],
      kindReason: agreement.kindReason || reasonOfBefore(agreement.terms, agreement.kind),
      templateVersion: agreement.templateVersion,
      status: agreement.status,
      text: agreement.erasedAt === null ? vault.open(agreement.textSealed, textPlace(agreement.id)) : erasedText,
      textHash: agreement.textHash,
      keyFacts: keyFacts(agreement.terms, agreement.kind, partyName(row, other)),
      payQuestion: payQuestion(agreement.terms, agreement.id),
      signatures: signatures.map(({ signature }) => ({ party: signature.party, nameMasked: partyName(row, signature.party), signedAt: signature.signedAt })),
      sealedAt: agreement.sealedAt,
      hasPaper: agreement.paperMadeAt !== null && agreement.erasedAt === null,
      code: agreement.status === 'sealed' ? await codeOf(db, agreement.id) : null,
      ended: ending && { how: ending.how, at: ending.endedAt },
    }
  }

  /** What may be refused without touching anything; the write refuses it again where two act at once. */
  const refuseUnread = ({ agreement }: AgreementRow, party: Party, signing: Written): void => {
    const text = vault.openBytes(agreement.textSealed, textPlace(agreement.id))
    if (signing.textHash !== agreement.textHash || sm3(text) !== agreement.textHash) throw new AppError('agreement_changed')
    if (party === 'worker' && signing.understoodPayFen !== agreement.terms.payFen) throw new AppError('pay_not_understood')
    refuseProblems(handwritingProblems(signing.strokes))
  }

  const verify = async (agreementId: string): Promise<Verification> => {
    const { row, ...rest } = await store.read(async (db) => ({
      row: await findAgreement(db, agreementId),
      signatures: await findSignatures(db, agreementId),
      seal: await findSeal(db, agreementId),
      paper: await findPaper(db, agreementId),
      ending: await findEnding(db, agreementId),
      logged: await evidence.proofOf(db, 'agreement.sealed', agreementId),
    }))
    if (row === null) throw new AppError('not_found')
    return verifyAgreement({ row, ...rest, vault, keys, seals, test })
  }

  /**
   * Signs for one person. The SM2 signature and the sealing come before the write; in it there are only guarded statements, so that
   * of any number who sign at once one wins and the others are told.
   */
  const signAs = async <T>({ now, write }: Command, agreementId: string, signing: Written, { personId, witness, confirm, reply }: Signer<T>): Promise<T> => {
    const { row, party } = partyOf(await store.read((db) => findAgreement(db, agreementId)), personId)
    if (witness !== null) refuseWitness(await store.read((db) => witnessFacts(db, row.agreement.applicationId, witness)), witness)
    await store.read((db) => identity.assertMaySign(db, personId, now))
    if (nextState(row.state, moveOf(party)) === null) throw new AppError('step_not_allowed')
    await redrafts.refuseOutdated(row, now)
    // Once more: a licence may have ended since the place was taken.
    refuseByLaw(await store.read((db) => match.barOf(db, row.workerId, row.agreement.terms, now)), party, row.agreement.terms.trade)
    refuseUnread(row, party, signing)
    const confirmed = await confirm([{ agreementId, textHash: signing.textHash }])
    const act = { party, personId, strokes: signing.strokes, signedAt: now, confirmedBy: confirmed.by, witnessId: witness?.personId ?? null }
    const signature = makeSignature(row, act)
    const { applicationId, textHash } = row.agreement
    return write(async (tx) => {
      await redrafts.holdHours(tx, row)
      await confirmed.spend(tx)
      if (!(await insertSignature(tx, signature))) throw new AppError('step_not_allowed')
      await apply.move(tx, applicationId, moveOf(party), now)
      const status = await markSigned(tx, { agreementId, textHash }, { party, personId, workerId: row.workerId, work: row.agreement.terms, witness }, now)
      // Written anew in this very moment, or not theirs to sign.
      if (status === null) throw new AppError((await findAgreement(tx, agreementId))?.agreement.textHash === textHash ? 'step_not_allowed' : 'agreement_changed')
      const event = { subjectId: agreementId, marketId: row.marketId, at: now }
      const parties = { applicationId, workerId: row.workerId, employerId: row.employerId }
      await tx.append({ kind: 'agreement.signed', ...event, data: { ...parties, party, complete: status === 'signed' } })
      return reply(tx, applicationId)
    })
  }

  return {
    /** The agreement, for one of its parties. @throws AppError not_found */
    get: (caller: Caller, agreementId: string): Promise<Agreement> => store.read((db) => viewIn(db, agreementId, caller.personId)),

    /**
     * Signs as the party the caller is.
     * @throws AppError not_found, not_verified, adults_only, minor_hours, past_retirement, licence_needed, cannot_take_trade (to the employer), step_not_allowed, agreement_changed, pay_not_understood, invalid_fields, and those of `SecondFactor`
     */
    sign(command: Command, agreementId: string, signing: Signing): Promise<{ agreement: Agreement; application: Application }> {
      const { caller: { personId }, now } = command
      return signAs(command, agreementId, signing, {
        personId,
        witness: null,
        confirm: (read) => factor.confirm(personId, signing.confirm, read, now),
        reply: async (tx, applicationId) => ({ agreement: await viewIn(tx, agreementId, personId), application: await apply.view(tx, applicationId, personId, now) }),
      })
    },

    /**
     * The same for a worker who sits before a member of staff with their ID card, which stands for the second factor. Only what is the
     * worker's to sign, at a market of the witness, who is on neither side.
     * @throws AppError those of `sign` for a worker; desk_not_asked, witness_not_neutral
     */
    signAtDesk: (command: Command, agreementId: string, written: Written, { workerId, witness, note }: DeskSigning): Promise<Agreement> =>
      signAs(command, agreementId, written, {
        personId: workerId,
        witness,
        confirm: () => Promise.resolve({ by: 'desk', spend: note }),
        reply: (tx) => viewIn(tx, agreementId, workerId),
      }),

    /** What a worker would sign there, as they see it. @throws AppError not_found, witness_not_neutral */
    openAtDesk: (workerId: string, agreementId: string, witness: Witness): Promise<Agreement> => store.read(async (db) => {
      const { row } = partyOf(await findAgreement(db, agreementId), workerId)
      refuseWitness(await witnessFacts(db, row.agreement.applicationId, witness), { ...witness, asked: true })
      return viewIn(db, agreementId, workerId)
    }),

    /** What waits for this worker's signature at a market, soonest first. */
    waitingAtDesk: (db: Db, workerId: string, marketId: string, now: number) => agreementsToSign(db, workerId, marketId, now, mostWaiting),

    /**
     * Sends a code for signing these, to whoever may sign each of them as it stands.
     * @throws AppError not_found, step_not_allowed, agreement_changed, and those of `SecondFactor`
     */
    async sendCode(command: Command, agreements: ReadAgreements): Promise<SentCode> {
      const rows = await store.read((db) => findAgreements(db, agreements.map(({ agreementId }) => agreementId)))
      for (const { agreementId, textHash } of agreements) {
        const { row, party } = partyOf(rows.find(({ agreement }) => agreement.id === agreementId) ?? null, command.caller.personId)
        if (nextState(row.state, moveOf(party)) === null) throw new AppError('step_not_allowed')
        if (row.agreement.textHash !== textHash) throw new AppError('agreement_changed')
      }
      return factor.sendCode(command, agreements)
    },

    /** Whether an agreement stands, for anybody who has its number; names masked. @throws AppError not_found */
    verify,

    /** The same by the code on the paper. @throws AppError code_unknown, code_revoked */
    verifyCode: async (raw: string): Promise<Verification> => verify(await store.read((db) => codes.readAgreement(db, raw))),
  }
}

/** Agreements of one worker that are shown at the desk. */
const mostWaiting = 20

/** Instead of a text whose time is over. */
const erasedText = '保存期已经过了，协议原文已按规定删除。'

const moveOf = (party: Party): 'sign_as_worker' | 'sign_as_employer' => (party === 'worker' ? 'sign_as_worker' : 'sign_as_employer')
