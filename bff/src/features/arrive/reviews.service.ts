import { scanReasons, type ScanReason } from '@market/shared/arrive/arrive.contract'
import type { ScanReview } from '@market/shared/arrive/review.contract'
import { mostInBatch } from '@market/shared/arrive/offline.rules'
import { hasCounted, letsCount, mayStillCount, scanCaseKind, wasJudged, type Finding } from '@market/shared/arrive/review.rules'
import { AppError } from '@market/shared/errors'
import { marketDay } from '@market/shared/words/time'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import type { CasesService } from '../cases/cases.service'
import { findExpected, holdUnconfirmed, type ExpectedRow } from './arrive.queries'
import { findPhoneInScope } from './phones.queries'
import { findSetAside, waitingOfPhone, type SetAside } from './reviews.queries'
import type { Scanning } from './scanning'

type Parts = {
  store: Store
  audit: Pick<AuditService, 'record'>
  cases: Pick<CasesService, 'about' | 'caseInScope' | 'close'>
  scans: Pick<Scanning, 'letCount'>
}

/** Scans of one phone that are decided in one go: as many as it sends at once. */
const mostAtOnce = mostInBatch

export type ReviewsService = ReturnType<typeof reviewsService>

/** Scans that were set aside, and what a second person decides about them. */
export const reviewsService = ({ store, audit, cases, scans }: Parts) => {
  /** @throws AppError not_found outside of the scope, for scans that nobody has to look at, and for who does not decide such cases */
  const inScope = async (db: Db, id: string, caller: Caller, scope: Scope) => {
    const found = await findSetAside(db, id, scope)
    if (found === null || found.scan.review === null) throw new AppError('not_found')
    const cause = found.scan.review
    const about = await cases.about(db, scanCaseKind(cause), id)
    if (about === null) throw new AppError('not_found')
    return { ...found, cause, about: await cases.caseInScope(db, about.id, caller, scope) }
  }
  type Found = Awaited<ReturnType<typeof inScope>>

  /** Whom it is about, where this market expects them. */
  const expected = async (db: Db, { scan }: SetAside, now: number): Promise<ExpectedRow | null> => {
    // The number is of the day on which they were scanned.
    const row = scan.applicationId === null ? null : await findExpected(db, scan.applicationId, marketDay(Math.min(scan.capturedAt, now)))
    return row?.marketId === scan.marketId ? row : null
  }

  const view = async (db: Db, found: Found, caller: Caller, now: number): Promise<ScanReview> => {
    const { scan, cause, staffMasked, about: { row: one } } = found
    const worker = await expected(db, found, now)
    const counted = hasCounted(scan.result)
    const terms = worker && { state: worker.state, marketId: worker.marketId, startsAt: worker.terms.startsAt, endsAt: worker.terms.endsAt }
    return {
      scanId: scan.id,
      cause,
      capturedAt: scan.capturedAt,
      uploadedAt: scan.at,
      staffMasked: staffMasked ?? '*',
      provisional: isScanReason(scan.provisional) ? scan.provisional : null,
      verdict: !wasJudged(cause) || !isScanReason(scan.result) ? null : scan.result,
      counted,
      mayAccept: counted || (worker?.workerId !== scan.staffId && mayStillCount(terms, scan.marketId, scan.capturedAt)),
      worker: worker && {
        nameMasked: worker.nameMasked ?? '',
        number: worker.number,
        jobTitle: worker.terms.title,
        address: worker.terms.address,
        startsAt: worker.terms.startsAt,
        endsAt: worker.terms.endsAt,
        arrivedAt: worker.arrivedAt,
      },
      case: {
        dueAt: one.dueAt,
        closedAt: one.closedAt,
        outcome: one.outcome,
        ownerMine: one.ownerId === caller.personId,
        mayDecide: one.openedBy !== caller.personId && one.aboutPersonId !== caller.personId,
      },
    }
  }

  const decideIn = async (tx: Tx, caller: Caller, id: string, finding: Finding, scope: Scope, now: number): Promise<ScanReview> => {
    const found = await inScope(tx, id, caller, scope)
    const accepted = letsCount(finding)
    // In the order of a scan of the same person at this moment, which closes the case: first who it is about, then the case.
    if (found.scan.applicationId !== null) await holdUnconfirmed(tx, found.scan.applicationId)
    await cases.close(tx, found.about, caller, accepted ? 'accepted' : 'refused', now)
    if (accepted && !hasCounted(found.scan.result) && !(await scans.letCount(tx, found.scan, now))) throw new AppError('cannot_arrive')
    await audit.record(tx, caller, now, {
      action: 'arrive.decide_review', subjectKind: 'scan', subjectId: id, aboutPersonId: found.about.row.aboutPersonId, scopePath: found.path, purpose: finding,
    })
    return view(tx, await inScope(tx, id, caller, scope), caller, now)
  }

  return {
    /** @throws AppError not_found */
    see: (caller: Caller, id: string, scope: Scope, now: number): Promise<ScanReview> =>
      store.read(async (db) => view(db, await inScope(db, id, caller, scope), caller, now)),

    /**
     * Decides about a scan. One that counted already stays as it is, and the decision is noted; any other counts from when it was made,
     * or not at all.
     * @throws AppError not_found, own_case for who scanned or is scanned, case_taken, step_not_allowed when it is decided already,
     *   cannot_arrive when there is nothing that could count
     */
    decide: ({ caller, now, write }: Command, id: string, finding: Finding, scope: Scope): Promise<ScanReview> =>
      write((tx) => decideIn(tx, caller, id, finding, scope, now)),

    /**
     * Decides alike about all scans of one phone that wait, each in a short write of its own: one that is a colleague's, the caller's own, or
     * could not count stays for itself and holds up no other. Sent again it goes on with those that still wait.
     * @throws AppError not_found for a phone outside of the scope
     */
    async decideOfPhone({ caller, now, write }: Command, deviceId: string, finding: Finding, scope: Scope): Promise<{ decided: number; left: number }> {
      const waiting = await store.read(async (db) => ((await findPhoneInScope(db, deviceId, scope)) === null ? null : waitingOfPhone(db, deviceId, scope)))
      if (waiting === null) throw new AppError('not_found')
      let decided = 0
      for (const id of waiting.slice(0, mostAtOnce)) {
        try {
          await store.write((tx) => decideIn(tx, caller, id, finding, scope, now))
          decided += 1
        } catch (error) {
          if (!(error instanceof AppError)) throw error
        }
      }
      return write(async (tx) => ({ decided, left: (await waitingOfPhone(tx, deviceId, scope)).length }))
    },
  }
}

const isScanReason = (word: string | null): word is ScanReason => scanReasons.some((reason) => reason === word)
