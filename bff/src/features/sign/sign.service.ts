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
import type { Db, Store } from '../../store/store'
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
import type { ReadAgreements, SecondFactor } from './second-factor'
import { findAgreement, findAgreements, findEnding, findSignatures, insertSignature, markSigned, type AgreementRow } from './sign.queries'
import type { SigningKeys } from '../../crypto/signing-keys'
import { sm3 } from '../../crypto/sm2'
import type { SealVerifier } from './record-sealer'
import { partyName, verifyAgreement } from './verification'

export type Signing = { textHash: string; understoodPayFen: number | null; strokes: Strokes; confirm: Confirm }

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
  const partyOf = (row: AgreementRow | null, caller: Caller): { row: AgreementRow; party: Party } => {
    if (row?.workerId === caller.personId) return { row, party: 'worker' }
    if (row?.employerId === caller.personId) return { row, party: 'employer' }
    throw new AppError('not_found')
  }

  const viewIn = async (db: Db, agreementId: string, caller: Caller): Promise<Agreement> => {
    const { row, party } = partyOf(await findAgreement(db, agreementId), caller)
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
  const refuseUnread = ({ agreement }: AgreementRow, party: Party, signing: Signing): void => {
    const text = vault.open(agreement.textSealed, textPlace(agreement.id))
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

  return {
    /** The agreement, for one of its parties. @throws AppError not_found */
    get: (caller: Caller, agreementId: string): Promise<Agreement> => store.read((db) => viewIn(db, agreementId, caller)),

    /**
     * Signs as the party the caller is. The SM2 signature and the sealing come before the write; in it there are only
     * guarded statements, so that of any number who sign at once one wins and the others are told.
     * @throws AppError not_found, not_verified, adults_only, minor_hours, past_retirement, licence_needed, cannot_take_trade (to the employer), step_not_allowed, agreement_changed, pay_not_understood, invalid_fields, and those of `SecondFactor`
     */
    async sign(command: Command, agreementId: string, signing: Signing): Promise<{ agreement: Agreement; application: Application }> {
      const { caller, now } = command
      const { row, party } = partyOf(await store.read((db) => findAgreement(db, agreementId)), caller)
      await store.read((db) => identity.assertMaySign(db, caller.personId, now))
      if (nextState(row.state, moveOf(party)) === null) throw new AppError('step_not_allowed')
      await redrafts.refuseOutdated(row, now)
      // Once more: a licence may have ended since the place was taken.
      refuseByLaw(await store.read((db) => match.barOf(db, row.workerId, row.agreement.terms, now)), party, row.agreement.terms.trade)
      refuseUnread(row, party, signing)
      const confirmed = await factor.confirm(caller.personId, signing.confirm, [{ agreementId, textHash: signing.textHash }], now)
      const act = { party, personId: caller.personId, strokes: signing.strokes, signedAt: now, confirmedBy: confirmed.by, witnessId: null }
      const signature = makeSignature(row, act)
      const { applicationId, textHash } = row.agreement
      return command.write(async (tx) => {
        await redrafts.holdHours(tx, row)
        await confirmed.spend(tx)
        if (!(await insertSignature(tx, signature))) throw new AppError('step_not_allowed')
        await apply.move(tx, applicationId, moveOf(party), now)
        const status = await markSigned(tx, { agreementId, textHash }, { party, personId: caller.personId, workerId: row.workerId, work: row.agreement.terms }, now)
        // Written anew in this very moment, or not theirs to sign.
        if (status === null) throw new AppError((await findAgreement(tx, agreementId))?.agreement.textHash === textHash ? 'step_not_allowed' : 'agreement_changed')
        const event = { subjectId: agreementId, marketId: row.marketId, at: now }
        const parties = { applicationId, workerId: row.workerId, employerId: row.employerId }
        await tx.append({ kind: 'agreement.signed', ...event, data: { ...parties, party, complete: status === 'signed' } })
        return { agreement: await viewIn(tx, agreementId, caller), application: await apply.view(tx, applicationId, caller.personId, now) }
      })
    },

    /**
     * Sends a code for signing these, to whoever may sign each of them as it stands.
     * @throws AppError not_found, step_not_allowed, agreement_changed, and those of `SecondFactor`
     */
    async sendCode(command: Command, agreements: ReadAgreements): Promise<SentCode> {
      const rows = await store.read((db) => findAgreements(db, agreements.map(({ agreementId }) => agreementId)))
      for (const { agreementId, textHash } of agreements) {
        const { row, party } = partyOf(rows.find(({ agreement }) => agreement.id === agreementId) ?? null, command.caller)
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

/** Instead of a text whose time is over. */
const erasedText = '保存期已经过了，协议原文已按规定删除。'

const moveOf = (party: Party): 'sign_as_worker' | 'sign_as_employer' => (party === 'worker' ? 'sign_as_worker' : 'sign_as_employer')
