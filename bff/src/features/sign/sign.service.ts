import { AppError, refuseProblems } from '@market/shared/errors'
import type { Application } from '@market/shared/apply/apply.contract'
import { nextState } from '@market/shared/journey'
import type { Agreement, Confirm, SentCode, Verification } from '@market/shared/sign/sign.contract'
import {
  agreementKind,
  agreementKindNames,
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
import type { IdentityService } from '../identity/identity.service'
import { textPlace } from './agreement-drafts'
import { signatureMaker } from './make-signature'
import type { ReadAgreements, SecondFactor } from './second-factor'
import { findAgreement, findAgreements, findSignatures, insertSignature, markSigned, type AgreementRow } from './sign.queries'
import type { SigningKeys } from '../../crypto/signing-keys'
import { sm3 } from '../../crypto/sm2'
import { partyName, verifyAgreement } from './verification'

export type Signing = { textHash: string; understoodPayFen: number | null; strokes: Strokes; confirm: Confirm }

export type SignService = ReturnType<typeof signService>

type Parts = { store: Store; vault: Vault; keys: SigningKeys; apply: Pick<ApplyService, 'move' | 'view'>; identity: Pick<IdentityService, 'assertMaySign'>; factor: SecondFactor }

/** Reading, signing and verifying agreements. Their drafts are made by `agreementDrafts`, which *apply* calls. */
export const signService = ({ store, vault, keys, apply, identity, factor }: Parts) => {
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
    const other: Party = party === 'worker' ? 'employer' : 'worker'
    return {
      id: agreement.id,
      applicationId: agreement.applicationId,
      kind: agreement.kind,
      kindName: agreementKindNames[agreement.kind],
      // The terms decide between household and business; only age makes a business' agreement one for services.
      kindReason: agreementKind(agreement.terms, agreement.kind === 'civil_service').reason,
      templateVersion: agreement.templateVersion,
      status: agreement.status,
      text: vault.open(agreement.textSealed, textPlace(agreement.id)),
      textHash: agreement.textHash,
      keyFacts: keyFacts(agreement.terms, agreement.kind, partyName(row, other)),
      payQuestion: payQuestion(agreement.terms, agreement.id),
      signatures: signatures.map(({ signature }) => ({ party: signature.party, nameMasked: partyName(row, signature.party), signedAt: signature.signedAt })),
      sealedAt: agreement.sealedAt,
    }
  }

  /** What may be refused without touching anything; the write refuses it again where two act at once. */
  const refuseUnread = ({ agreement, state }: AgreementRow, party: Party, signing: Signing): void => {
    if (nextState(state, moveOf(party)) === null) throw new AppError('step_not_allowed')
    const text = vault.open(agreement.textSealed, textPlace(agreement.id))
    if (signing.textHash !== agreement.textHash || sm3(text) !== agreement.textHash) throw new AppError('agreement_changed')
    if (party === 'worker' && signing.understoodPayFen !== agreement.terms.payFen) throw new AppError('pay_not_understood')
    refuseProblems(handwritingProblems(signing.strokes))
  }

  return {
    /** The agreement, for one of its parties. @throws AppError not_found */
    get: (caller: Caller, agreementId: string): Promise<Agreement> => store.read((db) => viewIn(db, agreementId, caller)),

    /**
     * Signs as the party the caller is. The SM2 signature and the sealing come before the write; in it there are only
     * guarded statements, so that of any number who sign at once one wins and the others are told.
     * @throws AppError not_found, not_verified, step_not_allowed, agreement_changed, pay_not_understood, invalid_fields, and those of `SecondFactor`
     */
    async sign(command: Command, agreementId: string, signing: Signing): Promise<{ agreement: Agreement; application: Application }> {
      const { caller, now } = command
      const { row, party } = partyOf(await store.read((db) => findAgreement(db, agreementId)), caller)
      await store.read((db) => identity.assertMaySign(db, caller.personId, now))
      refuseUnread(row, party, signing)
      const confirmed = await factor.confirm(caller.personId, signing.confirm, [{ agreementId, textHash: signing.textHash }], now)
      const act = { party, personId: caller.personId, strokes: signing.strokes, signedAt: now, confirmedBy: confirmed.by, witnessId: null }
      const signature = makeSignature(row, act)
      const { applicationId } = row.agreement
      return command.write(async (tx) => {
        await confirmed.spend(tx)
        if (!(await insertSignature(tx, signature))) throw new AppError('step_not_allowed')
        await apply.move(tx, applicationId, moveOf(party), now)
        const status = await markSigned(tx, agreementId, { party, personId: caller.personId }, now)
        if (status === null) throw new AppError('step_not_allowed')
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
    async verify(agreementId: string): Promise<Verification> {
      const found = await store.read(async (db) => ({ row: await findAgreement(db, agreementId), signatures: await findSignatures(db, agreementId) }))
      if (!found.row) throw new AppError('not_found')
      return verifyAgreement({ row: found.row, signatures: found.signatures, vault, keys })
    },
  }
}

const moveOf = (party: Party): 'sign_as_worker' | 'sign_as_employer' => (party === 'worker' ? 'sign_as_worker' : 'sign_as_employer')
