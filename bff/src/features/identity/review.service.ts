import { flawsOf, type Flaw } from '@market/shared/identity/flaws'
import type { RevealPurpose, Verification } from '@market/shared/identity/identity.contract'
import type { Looked } from '@market/shared/identity/identity.rules'
import { checkedUntil, endOfDay } from '@market/shared/identity/validity.rules'
import { AppError } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { minute } from '@market/shared/words/time'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { AuditService } from '../audit/audit.service'
import type { CasesService } from '../cases/cases.service'
import {
  deleteEarlierPapers, deletePictures, documentsOf, findDocument, licencesOf, retireLicences, setLicencesVerified,
} from './documents.queries'
import { decideVerification, setEmployerVerified, setPersonVerified } from './identity.queries'
import { flawsIn, shownPaper } from './own-view'
import { sealedIn } from './places'
import { findSubmission, holdPerson, type SubmissionRow } from './review.queries'
import { acceptWorkLicence, deletePicturesOf, findWorkLicence } from './work-licences.queries'
import { shownLicence } from './work-licences.service'

/** How long a reason to look counts, and how many a day one person may give before somebody should ask why. */
export const revealLasts = 10 * minute
export const revealsADay = 200

type Parts = {
  store: Store
  vault: Vault
  cases: Pick<CasesService, 'caseInScope' | 'close'>
  audit: Pick<AuditService, 'record' | 'list' | 'countActs' | 'raiseAlarm'>
}

type Found = { row: SubmissionRow; found: Awaited<ReturnType<CasesService['caseInScope']>> }

export type ReviewService = ReturnType<typeof reviewService>

/**
 * Staff look at what somebody submitted and decide. Names, numbers and pictures are seen only after a reason was given, which
 * is audited; nobody decides without having looked, nor about themselves.
 */
export const reviewService = ({ store, vault, cases, audit }: Parts) => {
  /** @throws AppError not_found outside of the scope */
  const load = async (db: Db, id: string, caller: Caller, scope: Scope): Promise<Found> => {
    const row = await findSubmission(db, id)
    if (row === null) throw new AppError('not_found')
    return { row, found: await cases.caseInScope(db, row.caseId, caller, scope) }
  }

  /** Until when the caller may see what they gave a reason for. */
  const revealedUntil = async (id: string, caller: Caller, scope: Scope, now: number): Promise<number | null> => {
    const { entries } = await audit.list(scope, { actorId: caller.personId, action: 'identity.reveal' })
    const at = entries.find(({ subjectId }) => subjectId === id)?.at
    return at !== undefined && now < at + revealLasts ? at + revealLasts : null
  }

  const view = async (db: Db, { row, found }: Found, caller: Caller, until: number | null, now: number): Promise<Verification> => {
    const { verification } = row
    const { row: open, marketName, ownerMasked } = found
    const papers = await licencesOf(db, verification.id)
    const licence = verification.kind === 'licence' ? await findWorkLicence(db, verification.id) : null
    const mine = open.ownerId === caller.personId
    return {
      id: verification.id,
      of: verification.kind,
      looked: lookedAt(row),
      state: verification.state,
      caseId: open.id,
      marketName,
      submittedAt: verification.submittedAt,
      dueAt: open.dueAt,
      decidedAt: verification.decidedAt,
      mayDecide: verification.state === 'pending' && verification.personId !== caller.personId && (open.ownerId === null || mine),
      owner: open.ownerId === null ? null : { nameMasked: ownerMasked ?? '*', mine },
      nameMasked: row.nameMasked,
      licence: licence === null ? null : shownLicence(licence, now),
      employer: verification.kind !== 'employer' || row.employerName === null ? null : {
        name: row.employerName,
        creditCode: row.creditCode,
        legalRepresentativeMasked: papers.find((paper) => paper.legalRepresentativeMasked !== null)?.legalRepresentativeMasked ?? null,
        papers: papers.map((paper) => shownPaper(paper, now)),
      },
      answer: verification.answer,
      documents: (await documentsOf(db, verification.id)).map(({ id, kind, createdAt, deletedAt }) => ({ id, kind, at: createdAt, gone: deletedAt !== null })),
      flaws: flawsIn(verification),
      note: verification.note,
      revealedUntil: until,
    }
  }

  /** @throws AppError step_not_allowed when no reason was given, or too long ago */
  const seen = async (id: string, caller: Caller, scope: Scope, now: number): Promise<Found> => {
    const loaded = await store.read((db) => load(db, id, caller, scope))
    if ((await revealedUntil(id, caller, scope, now)) === null) throw new AppError('step_not_allowed')
    return loaded
  }

  /** Carries a decision out; `effect` is what it means for the person. */
  const decide = async (
    { caller, now, write }: Command, id: string, scope: Scope,
    { outcome, flaws, note, effect }: { outcome: 'accepted' | 'refused'; flaws: Flaw[]; note: string | null; effect(tx: Tx, row: SubmissionRow): Promise<number | null> },
  ): Promise<Verification> => {
    const { row: { verification } } = await store.read((db) => load(db, id, caller, scope))
    // Their own they could not even look at.
    if (verification.personId === caller.personId) throw new AppError('own_case')
    if ((await revealedUntil(id, caller, scope, now)) === null) throw new AppError('step_not_allowed')
    return write(async (tx) => {
      const { row, found } = await load(tx, id, caller, scope)
      const { personId, kind: of } = row.verification
      const validUntil = await effect(tx, row)
      const state = outcome === 'accepted' ? 'passed' : 'refused'
      const decided = await decideVerification(tx, id, {
        state, decidedAt: now, decidedBy: caller.personId, missing: flaws, note, ...(validUntil === null ? {} : { validUntil }),
      })
      if (!decided) throw new AppError('step_not_allowed')
      if (of === 'licence') await deletePicturesOf(tx, id, now)
      else await deletePictures(tx, personId, 'id_card', now)
      await cases.close(tx, found, caller, outcome, now)
      await audit.record(tx, caller, now, {
        action: `identity.${outcome === 'accepted' ? 'accept' : 'refuse'}`, subjectKind: 'verification', subjectId: id, aboutPersonId: personId,
        scopePath: found.row.scopePath, purpose: flaws.join(' ') || 'review',
      })
      const event = { subjectId: id, marketId: found.row.marketId, at: now }
      if (outcome === 'accepted') await tx.append({ kind: 'verification.passed', ...event, data: { personId, of, method: 'review' } })
      else await tx.append({ kind: 'verification.refused', ...event, data: { personId, of } })
      return view(tx, await load(tx, id, caller, scope), caller, null, now)
    })
  }

  return {
    /** A submission, masked. @throws AppError not_found */
    async see(caller: Caller, id: string, scope: Scope, now: number): Promise<Verification> {
      const until = await revealedUntil(id, caller, scope, now)
      return store.read(async (db) => view(db, await load(db, id, caller, scope), caller, until, now))
    },

    /** Gives a reason to look. @throws AppError not_found, own_case, quota_used (then those who watch over the place are told) */
    async reveal({ caller, now, write }: Command, id: string, purpose: RevealPurpose, scope: Scope): Promise<{ until: number }> {
      try {
        return await write(async (tx) => {
          const { row, found } = await load(tx, id, caller, scope)
          if (row.verification.personId === caller.personId) throw new AppError('own_case')
          await holdPerson(tx, caller.personId)
          const acts = await audit.countActs(tx, { scope, actorIds: [caller.personId], since: now - 24 * 60 * minute })
          const reveals = acts.find(({ action }) => action === 'identity.reveal')?.times ?? 0
          if (reveals >= revealsADay) throw new AppError('quota_used')
          await audit.record(tx, caller, now, {
            action: 'identity.reveal', subjectKind: 'verification', subjectId: id, aboutPersonId: row.verification.personId, scopePath: found.row.scopePath, purpose,
          })
          return { until: now + revealLasts }
        })
      } catch (error) {
        if (error instanceof AppError && error.code === 'quota_used') {
          const { found } = await store.read((db) => load(db, id, caller, scope))
          await audit.raiseAlarm(caller, now, {
            action: 'identity.reveal_stopped', subjectKind: 'verification', subjectId: id, scopePath: found.row.scopePath, marketId: found.row.marketId, purpose,
          })
        }
        throw error
      }
    },

    /** Names and numbers in clear. @throws AppError not_found, step_not_allowed without a reason given in the last ten minutes */
    async revealed(caller: Caller, id: string, scope: Scope, now: number): Promise<{ name: string | null; idNumber: string | null; legalRepresentative: string | null; licenceNumber: string | null }> {
      const { row: { verification: { personId }, nameSealed, idNumberSealed } } = await seen(id, caller, scope, now)
      const licence = await store.read((db) => findWorkLicence(db, id))
      const named = (await store.read((db) => licencesOf(db, id))).find((paper) => paper.legalRepresentativeSealed !== null)
      return {
        name: nameSealed === null ? null : vault.open(nameSealed, sealedIn.name(personId)),
        idNumber: idNumberSealed === null ? null : vault.open(idNumberSealed, sealedIn.idNumber(personId)),
        legalRepresentative: named?.legalRepresentativeSealed ? vault.open(named.legalRepresentativeSealed, sealedIn.representative(named.id)) : null,
        licenceNumber: licence === null ? null : vault.open(licence.numberSealed, sealedIn.licenceNumber(licence.id)),
      }
    },

    /** One picture. @throws AppError not_found (also one that was deleted), step_not_allowed without a reason */
    async picture(caller: Caller, { verificationId, documentId }: { verificationId: string; documentId: string }, scope: Scope, now: number) {
      await seen(verificationId, caller, scope, now)
      const document = await store.read((db) => findDocument(db, verificationId, documentId))
      if (!document?.contentSealed) throw new AppError('not_found')
      return { kind: document.kind, mime: document.mime, base64: vault.open(document.contentSealed, sealedIn.content(document.id)) }
    },

    /** @throws AppError not_found, own_case, case_taken, step_not_allowed (decided, or nobody looked) */
    accept: (command: Command, id: string, scope: Scope): Promise<Verification> =>
      decide(command, id, scope, {
        outcome: 'accepted', flaws: [], note: null,
        async effect(tx, { verification: { personId, kind } }) {
          const { now } = command
          if (kind === 'person') {
            await setPersonVerified(tx, personId, checkedUntil(now))
            return checkedUntil(now)
          }
          if (kind === 'licence') return (await acceptWorkLicence(tx, id, now))?.countsUntil ?? null
          const lastDays = (await licencesOf(tx, id)).flatMap(({ validUntil }) => (validUntil === null ? [] : [endOfDay(validUntil)]))
          const until = Math.min(checkedUntil(now), ...lastDays)
          await setLicencesVerified(tx, id, now)
          await retireLicences(tx, personId, id)
          await setEmployerVerified(tx, personId, until)
          await deleteEarlierPapers(tx, personId, id, now)
          return until
        },
      }),

    /** @throws AppError invalid_fields, not_found, own_case, case_taken, step_not_allowed (decided, or nobody looked) */
    async refuse(command: Command, id: string, { flaws, note }: { flaws: Flaw[]; note: string }, scope: Scope): Promise<Verification> {
      const { row } = await store.read((db) => load(db, id, command.caller, scope))
      const ticked = flawsOf(lookedAt(row)).filter((flaw) => flaws.includes(flaw))
      const written = keptText(note)
      const problems = [
        ...(ticked.length === 0 ? [{ field: 'flaws', message: '请选出所有不对的地方' }] : []),
        ...(ticked.includes('other') && written === '' ? [{ field: 'note', message: '选了“别的”，请写明是什么，让人一次改对' }] : []),
      ]
      if (problems.length > 0) throw new AppError('invalid_fields', { fields: problems })
      return decide(command, id, scope, { outcome: 'refused', flaws: ticked, note: written === '' ? null : written, effect: () => Promise.resolve(null) })
    },
  }
}

const lookedAt = ({ verification: { kind }, employerKind }: SubmissionRow): Looked => {
  if (kind === 'licence') return 'work_licence'
  return kind === 'person' ? 'person' : (employerKind ?? 'business')
}
