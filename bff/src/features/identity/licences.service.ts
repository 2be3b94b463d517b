import type { ShownPaper } from '@market/shared/identity/papers.contract'
import { counts, reminderDays } from '@market/shared/identity/validity.rules'
import { AppError } from '@market/shared/errors'
import type { EmployerKind } from '@market/shared/words/lists'
import { day, marketDay } from '@market/shared/words/time'
import type { Scope } from '../../store/scope'
import type { Store } from '../../store/store'
import { acceptedLicences } from './documents.queries'
import { findEmployerOf, findStanding } from './identity.queries'
import { shownPaper } from './own-view'
import { countEnding, licencesInScope } from './review.queries'

const mostShown = 200

export type LicencesService = ReturnType<typeof licencesService>

/** The papers that were accepted: watched by staff, and shown to whoever thinks of working there (policy clauses 八 and 十五). */
export const licencesService = ({ store }: { store: Store }) => ({
  /** Those of a scope, the first to end at the top, and how many end soon or are over. */
  watch: (scope: Scope, standing: ShownPaper['standing'] | undefined, now: number) =>
    store.read(async (db) => {
      const rows = await licencesInScope(db, scope, mostShown)
      const over = await countEnding(db, scope, marketDay(now - day))
      return {
        licences: rows
          .map(({ licence, employerName, employerKind, marketName }) => ({
            id: licence.id, employerName, employerKind, marketName, legalRepresentativeMasked: licence.legalRepresentativeMasked, paper: shownPaper(licence, now),
          }))
          .filter(({ paper }) => standing === undefined || paper.standing === standing),
        over,
        endingSoon: (await countEnding(db, scope, marketDay(now + (reminderDays[0] - 1) * day))) - over,
      }
    }),

  /** @throws AppError not_found */
  employerOfJob: (jobId: string, now: number): Promise<{ kind: EmployerKind; name: string; verified: boolean; legalRepresentativeMasked: string | null; papers: ShownPaper[] }> =>
    store.read(async (db) => {
      const employerId = await findEmployerOf(db, jobId)
      const row = employerId === null ? null : await findStanding(db, employerId)
      if (employerId === null || row === null || row.employerKind === null || row.employerName === null) throw new AppError('not_found')
      const papers = await acceptedLicences(db, employerId)
      return {
        kind: row.employerKind,
        name: row.employerName,
        verified: counts(row.verifiedUntil, now) && (row.employerKind === 'household' || counts(row.employerVerifiedUntil, now)),
        legalRepresentativeMasked: papers.find((paper) => paper.legalRepresentativeMasked !== null)?.legalRepresentativeMasked ?? null,
        papers: papers.map((paper) => shownPaper(paper, now)),
      }
    }),
})
