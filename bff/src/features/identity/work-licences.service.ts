import type { ShownLicence } from '@market/shared/identity/papers.contract'
import type { LicenceSubmission, MyWorkLicence } from '@market/shared/identity/work-licences.contract'
import type { WorkLicenceKind } from '@market/shared/identity/work-licences'
import { checkLicence, licenceCountsUntil } from '@market/shared/identity/work-licences.rules'
import { standingAt } from '@market/shared/identity/validity.rules'
import { AppError } from '@market/shared/errors'
import { maskIdNumber } from '@market/shared/words/mask'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { Db, Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { CasesService } from '../cases/cases.service'
import { findMarketPath, findOpenCase, findStanding, insertVerification, setCase } from './identity.queries'
import { flawsIn } from './own-view'
import { sealedIn } from './places'
import { doesLicenceWait, findDraftPicture, insertWorkLicence, takeDraftPicture, workLicencesOf, type OwnLicenceRow, type WorkLicenceRow } from './work-licences.queries'

/** Read of one person: some years of six trades. */
const mostOfOne = 60

type Mine = { licences: MyWorkLicence[]; hasPicture: boolean }

export type WorkLicencesService = ReturnType<typeof workLicencesService>

export const shownLicence = ({ kind, numberMasked, validUntil, reviewBy, countsUntil }: WorkLicenceRow, now: number): ShownLicence => {
  const standing = standingAt(countsUntil, now)
  return { kind, numberMasked, validUntil, reviewBy, standing: standing === 'none' ? 'over' : standing }
}

/** A worker's own licences for dangerous trades, on their way to staff and after. */
export const workLicencesService = ({ store, vault, cases }: { store: Store; vault: Vault; cases: Pick<CasesService, 'open'> }) => {
  const mineIn = async (db: Db, personId: string, now: number): Promise<Mine> => {
    const licences: MyWorkLicence[] = []
    for (const { licence, verification } of worthShowing(await workLicencesOf(db, personId, mostOfOne))) {
      const open = verification.state === 'pending' ? await findOpenCase(db, verification.id, 'licence') : null
      licences.push({
        ...shownLicence(licence, now),
        state: verification.state,
        waiting: open === null ? null : { since: verification.submittedAt, dueAt: open.dueAt, ownerMasked: open.ownerMasked },
        refused: verification.state === 'refused' ? { at: verification.decidedAt ?? verification.submittedAt, flaws: flawsIn(verification), note: verification.note } : null,
      })
    }
    return { licences, hasPicture: (await findDraftPicture(db, personId)) !== null }
  }

  return {
    mine: (personId: string, now: number): Promise<Mine> => store.read((db) => mineIn(db, personId, now)),

    /**
     * Hands a licence in; several of different kinds may wait at once.
     * @throws AppError not_found (market), invalid_fields with everything that is wrong, step_not_allowed while one of its kind waits
     */
    async submit({ caller: { personId }, now, write }: Command, { marketId, ...typed }: LicenceSubmission): Promise<Mine> {
      const { row, scopePath, pictureId } = await store.read(async (db) => {
        if (await doesLicenceWait(db, personId, typed.kind)) throw new AppError('step_not_allowed')
        return { row: await findStanding(db, personId), scopePath: await findMarketPath(db, marketId), pictureId: await findDraftPicture(db, personId) }
      })
      if (row === null || scopePath === null) throw new AppError('not_found')
      const idNumber = row.idNumberSealed === null ? null : vault.open(row.idNumberSealed, sealedIn.idNumber(personId))
      const { clean, problems } = checkLicence(typed, { pictured: pictureId !== null, idNumber, now })
      if (clean === null || pictureId === null) throw new AppError('invalid_fields', { fields: problems })
      const [verificationId, id] = [uuidv7(), uuidv7()]
      const { kind, number, validUntil, reviewBy } = clean
      const licence = {
        id, personId, verificationId, kind, validUntil, reviewBy, countsUntil: licenceCountsUntil(clean),
        numberSealed: vault.seal(number, sealedIn.licenceNumber(id)), numberMasked: maskIdNumber(number),
      }
      return write(async (tx) => {
        const asked = await insertVerification(tx, { id: verificationId, personId, kind: 'licence', about: kind, state: 'pending', method: 'review', submittedAt: now })
        if (!asked || !(await takeDraftPicture(tx, pictureId, verificationId))) throw new AppError('step_not_allowed')
        await insertWorkLicence(tx, licence)
        const caseId = await cases.open(tx, { kind: 'licence', subjectId: verificationId, openedBy: personId, aboutPersonId: personId, marketId, scopePath }, now)
        if (caseId !== null) await setCase(tx, verificationId, caseId)
        await tx.append({ kind: 'verification.submitted', subjectId: verificationId, marketId, at: now, data: { personId, of: 'licence' } })
        return mineIn(tx, personId, now)
      })
    },
  }
}

/** Of each kind what waits or was refused last, and the accepted one that counts longest. */
function worthShowing(rows: readonly OwnLicenceRow[]): OwnLicenceRow[] {
  const best = new Map<WorkLicenceKind, OwnLicenceRow>()
  for (const row of rows.filter(({ verification }) => verification.state === 'passed')) {
    const { kind, countsUntil } = row.licence
    if (countsUntil > (best.get(kind)?.licence.countsUntil ?? -Infinity)) best.set(kind, row)
  }
  const newest = new Map<WorkLicenceKind, OwnLicenceRow>()
  for (const row of rows) if (!newest.has(row.licence.kind)) newest.set(row.licence.kind, row)
  return rows.filter((row) => best.get(row.licence.kind) === row || (newest.get(row.licence.kind) === row && row.verification.state !== 'passed'))
}
