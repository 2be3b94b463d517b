import { AppError, refuseProblems } from '@market/shared/errors'
import type { Application } from '@market/shared/apply/apply.contract'
import { nextState } from '@market/shared/journey'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import type { Agreement, Verification } from '@market/shared/sign/sign.contract'
import {
  agreementKind,
  agreementKindNames,
  handwritingProblems,
  keyFacts,
  payQuestion,
  signaturePayload,
  type Party,
  type Strokes,
} from '@market/shared/sign/sign.rules'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Db, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { ApplyService } from '../apply/apply.service'
import type { CodeReader } from '../scan/code-reader'
import type { IdentityService } from '../identity/identity.service'
import { textPlace } from './agreement-drafts'
import { codeOf, findPaper, findSeal } from './sealing.queries'
import { findAgreement, findEnding, findSignatures, insertSignature, markSigned, type AgreementRow, type NewSignature } from './sign.queries'
import type { SigningKeys } from '../../crypto/signing-keys'
import { sm3 } from '../../crypto/sm2'
import { partyName, strokeHash, strokesPlace, verifyAgreement, type SealVerifier } from './verification'

export type Signing = { textHash: string; understoodPayFen: number | null; strokes: Strokes }

export type SignService = ReturnType<typeof signService>

type Parts = { store: Store; vault: Vault; keys: SigningKeys; seals: SealVerifier; codes: Pick<CodeReader, 'readAgreement'>; test: boolean; apply: Pick<ApplyService, 'move' | 'view'>; identity: Pick<IdentityService, 'assertMaySign'> }

/** Reading, signing and verifying agreements. Their drafts are made by `agreementDrafts`, which *apply* calls. */
export const signService = ({ store, vault, keys, seals, codes, apply, identity, test }: Parts) => {
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
      // The terms decide between household and business; only age makes a business' agreement one for services.
      kindReason: agreementKind(agreement.terms, agreement.kind === 'civil_service').reason,
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
  const refuseUnread = ({ agreement, state }: AgreementRow, party: Party, signing: Signing): void => {
    if (nextState(state, moveOf(party)) === null) throw new AppError('step_not_allowed')
    const text = vault.open(agreement.textSealed, textPlace(agreement.id))
    if (signing.textHash !== agreement.textHash || sm3(text) !== agreement.textHash) throw new AppError('agreement_changed')
    if (party === 'worker' && signing.understoodPayFen !== agreement.terms.payFen) throw new AppError('pay_not_understood')
    refuseProblems(handwritingProblems(signing.strokes))
  }

  const makeSignature = ({ agreement }: AgreementRow, party: Party, personId: string, strokes: Strokes, signedAt: number): NewSignature => {
    const id = uuidv7()
    const hash = strokeHash(strokes)
    const payload = signaturePayload({
      agreementId: agreement.id,
      textHash: agreement.textHash,
      party,
      signedAt,
      strokeHash: hash,
      payFen: agreement.terms.payFen,
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
      strokesSealed: vault.seal(canonicalJson(strokes), strokesPlace(id)),
    }
  }

  const verify = async (agreementId: string): Promise<Verification> => {
    const { row, ...rest } = await store.read(async (db) => ({
      row: await findAgreement(db, agreementId),
      signatures: await findSignatures(db, agreementId),
      seal: await findSeal(db, agreementId),
      paper: await findPaper(db, agreementId),
      ending: await findEnding(db, agreementId),
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
     * @throws AppError not_found, not_verified, step_not_allowed, agreement_changed, pay_not_understood, invalid_fields
     */
    async sign(command: Command, agreementId: string, signing: Signing): Promise<{ agreement: Agreement; application: Application }> {
      const { caller, now } = command
      const { row, party } = partyOf(await store.read((db) => findAgreement(db, agreementId)), caller)
      await store.read((db) => identity.assertMaySign(db, caller.personId, now))
      refuseUnread(row, party, signing)
      const signature = makeSignature(row, party, caller.personId, signing.strokes, now)
      const { applicationId } = row.agreement
      return command.write(async (tx) => {
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

    /** Whether an agreement stands, for anybody who has its number; names masked. @throws AppError not_found */
    verify,

    /** The same by the code on the paper. @throws AppError code_unknown, code_revoked */
    verifyCode: async (raw: string): Promise<Verification> => verify(await store.read((db) => codes.readAgreement(db, raw))),
  }
}

/** Instead of a text whose time is over. */
const erasedText = '保存期已经过了，协议原文已按规定删除。'

const moveOf = (party: Party): 'sign_as_worker' | 'sign_as_employer' => (party === 'worker' ? 'sign_as_worker' : 'sign_as_employer')
