import type { Answer, MyIdentity, PaperSubmission } from '@market/shared/identity/identity.contract'
import { checkSubmission, documentsNeeded, documentWords, showsPapers, type CleanSubmission, type DocumentKind } from '@market/shared/identity/identity.rules'
import { checkPicture } from '@market/shared/identity/picture'
import { standingAt } from '@market/shared/identity/validity.rules'
import { AppError } from '@market/shared/errors'
import { maskName } from '@market/shared/words/mask'
import { uuidv7 } from 'uuidv7'
import type { IdentityGateway } from '../../gateways/identity/identity'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { CasesService } from '../cases/cases.service'
import { attachPictures, insertLicences, picturesOf, replaceDraft, type PictureRow } from './documents.queries'
import { findMarketPath, findStanding, insertVerification, setCase, verificationsOf, type Of, type StandingRow } from './identity.queries'
import type { IdentityService } from './identity.service'
import { usable } from './own-view'
import { sealedIn } from './places'

type Parts = {
  store: Store
  vault: Vault
  gateway: Pick<IdentityGateway, 'checkBusiness'>
  cases: Pick<CasesService, 'open'>
  identity: Pick<IdentityService, 'view'>
}

type Asked = { personId: string; of: Of; marketId: string; scopePath: string; answer: Answer | null; pictures: readonly PictureRow[]; licences: LicenceDraft[]; now: number }
type LicenceDraft = Parameters<typeof insertLicences>[1][number]

export type SubmissionService = ReturnType<typeof submissionService>

/** Pictures and papers on their way to the review queue. */
export const submissionService = ({ store, vault, gateway, cases, identity }: Parts) => {
  /** @throws AppError not_found, step_not_allowed while one waits already */
  const load = async (db: Db, personId: string, of: Of, marketId: string): Promise<{ row: StandingRow; scopePath: string; pictures: PictureRow[] }> => {
    const scopePath = await findMarketPath(db, marketId)
    const row = await findStanding(db, personId)
    if (scopePath === null || row === null) throw new AppError('not_found')
    const last = [...await verificationsOf(db, personId, 'person', 1), ...await verificationsOf(db, personId, 'employer', 1)]
    if (last.some(({ kind, state }) => kind === of && state === 'pending')) throw new AppError('step_not_allowed')
    return { row, scopePath, pictures: usable(await picturesOf(db, personId), last) }
  }

  /** Puts a submission into the queue: one at a time for each person and side (unique index). */
  const ask = async (tx: Tx, id: string, { personId, of, marketId, scopePath, answer, pictures, licences, now }: Asked): Promise<void> => {
    if (!(await insertVerification(tx, { id, personId, kind: of, state: 'pending', method: 'review', submittedAt: now, answer }))) throw new AppError('step_not_allowed')
    await attachPictures(tx, pictures.map((picture) => picture.id), id)
    await insertLicences(tx, licences)
    const caseId = await cases.open(tx, { kind: 'identity', subjectId: id, openedBy: personId, aboutPersonId: personId, marketId, scopePath }, now)
    if (caseId !== null) await setCase(tx, id, caseId)
    await tx.append({ kind: 'verification.submitted', subjectId: id, marketId, at: now, data: { personId, of } })
  }

  /** What the register of businesses says, for staff to see beside the papers; its silence keeps nobody waiting. */
  const askRegister = async (name: string, creditCode: string, legalRepresentative: string | null): Promise<Answer> => {
    try {
      return (await gateway.checkBusiness({ name, creditCode, legalRepresentative })).result
    } catch (error) {
      if (error instanceof AppError && error.code === 'upstream_unavailable') return 'unavailable'
      throw error
    }
  }

  const licenceDrafts = ({ legalRepresentative, papers }: CleanSubmission, verificationId: string, employerId: string): LicenceDraft[] =>
    papers.map((paper) => {
      const id = uuidv7()
      return {
        ...paper, id, verificationId, employerId,
        legalRepresentativeSealed: legalRepresentative === null ? null : vault.seal(legalRepresentative, sealedIn.representative(id)),
        legalRepresentativeMasked: legalRepresentative === null ? null : maskName(legalRepresentative),
      }
    })

  return {
    /**
     * Puts a picture aside, without what hangs on it and sealed.
     * @throws AppError invalid_fields when it is no picture that can be read
     */
    async upload({ caller: { personId }, now, write }: Command, { kind, imageBase64 }: { kind: DocumentKind; imageBase64: string }): Promise<{ kind: DocumentKind; at: number }> {
      const picture = checkPicture(Buffer.from(imageBase64, 'base64'))
      if (!picture.ok) throw new AppError('invalid_fields', { fields: [{ field: 'imageBase64', message: picture.message }] })
      const { mime, bytes } = picture.value
      const id = uuidv7()
      const contentSealed = vault.seal(Buffer.from(bytes).toString('base64'), sealedIn.content(id))
      return write(async (tx) => {
        await replaceDraft(tx, { id, personId, kind, mime, bytes: bytes.length, contentSealed, createdAt: now })
        return { kind, at: now }
      })
    },

    /**
     * Has staff compare the picture of the ID card with name and number.
     * @throws AppError not_found (market), invalid_fields naming what is missing, step_not_allowed (waiting already, or nothing to ask for)
     */
    async askReview({ caller: { personId }, now, write }: Command, marketId: string): Promise<MyIdentity> {
      const { row, scopePath, pictures } = await store.read((db) => load(db, personId, 'person', marketId))
      if (standingAt(row.verifiedUntil, now) === 'valid') throw new AppError('step_not_allowed')
      const card = pictures.filter(({ kind }) => kind === 'id_card')
      const problems = [
        ...(row.idNumberIndex === null ? [{ field: 'idNumber', message: '请先填姓名和身份证号' }] : []),
        ...(card.length === 0 ? [{ field: 'id_card.picture', message: `请拍${documentWords.id_card}有照片的一面` }] : []),
      ]
      if (problems.length > 0) throw new AppError('invalid_fields', { fields: problems })
      return write(async (tx) => {
        await ask(tx, uuidv7(), { personId, of: 'person', marketId, scopePath, answer: null, pictures: card, licences: [], now })
        return identity.view(tx, personId, now)
      })
    },

    /**
     * Submits the papers of an employer: for the first time, mended, or anew before six months are over.
     * @throws AppError not_found (market), invalid_fields with everything that is missing, step_not_allowed (waiting already; a household)
     */
    async submitPapers({ caller: { personId }, now, write }: Command, { marketId, ...submission }: PaperSubmission): Promise<MyIdentity> {
      const { row, scopePath, pictures } = await store.read((db) => load(db, personId, 'employer', marketId))
      const { employerKind: kind, employerName: name, creditCode } = row
      if (kind === null || name === null || creditCode === null || !showsPapers(kind)) throw new AppError('step_not_allowed')
      const { clean, problems } = checkSubmission(kind, submission, { pictured: pictures.map((picture) => picture.kind), creditCode, now })
      if (!clean) throw new AppError('invalid_fields', { fields: problems })
      const answer = await askRegister(name, creditCode, clean.legalRepresentative)
      const id = uuidv7()
      const licences = licenceDrafts(clean, id, personId)
      const needed = documentsNeeded(kind)
      return write(async (tx) => {
        await ask(tx, id, {
          personId, of: 'employer', marketId, scopePath, answer, licences, now,
          pictures: pictures.filter((picture) => needed.includes(picture.kind)),
        })
        return identity.view(tx, personId, now)
      })
    },
  }
}
