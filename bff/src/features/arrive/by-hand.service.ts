import type { ByHandResult } from '@market/shared/arrive/by-hand.contract'
import { byHandArrival, byHandWords, judgeByHand, type ByHandReason } from '@market/shared/arrive/by-hand.rules'
import { AppError } from '@market/shared/errors'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { AuditService } from '../audit/audit.service'
import { findExpected, holdUnconfirmed, insertScan } from './arrive.queries'
import { byHandWaiting } from './reviews.queries'
import type { ScanCases } from './scan-cases'

export type ByHandEntry = { scanId: string; applicationId: string; reason: ByHandReason }

type Parts = { audit: Pick<AuditService, 'record'>; cases: Pick<ScanCases, 'open'> }

export type ByHandService = ReturnType<typeof byHandService>

/** Who has nothing to show is entered by one member of staff and confirmed by another person: until then it is no arrival. */
export const byHandService = ({ audit, cases }: Parts) => ({
  /**
   * Enters somebody who is expected at the caller's own market and stands before them, or who worked there and was never scanned. Entered
   * again while it waits, it is one entry.
   * @throws AppError not_found for whoever is not of this market, own_case for oneself
   */
  enter({ caller, now, write }: Command, { scanId, applicationId, reason }: ByHandEntry): Promise<ByHandResult> {
    const grant = caller.grants.find(({ role }) => role === 'staff')
    const marketId = caller.staffMarketId
    if (grant === undefined || marketId === null) throw new AppError('forbidden')
    return write(async (tx) => {
      // Held from here on: two of the staff who enter one person at once are one entry, and a scan comes before it or finds it.
      await holdUnconfirmed(tx, applicationId)
      const row = await findExpected(tx, applicationId, marketDay(now))
      if (row?.marketId !== marketId) throw new AppError('not_found')
      if (row.workerId === caller.personId) throw new AppError('own_case')
      const { state, terms, nameMasked, number } = row
      const told = (said: Parameters<typeof byHandWords>[0]): ByHandResult => ({
        waits: said === 'waits', ...byHandWords(said, reason), workerMasked: nameMasked ?? '', number, jobTitle: terms.title,
      })
      const expected = { state, marketId, startsAt: terms.startsAt, endsAt: terms.endsAt }
      const verdict = judgeByHand(reason, expected, marketId, now)
      const kept = { id: uuidv7(), scanId, marketId, staffId: caller.personId, applicationId, at: now, capturedAt: byHandArrival(reason, expected, now) }
      if (verdict !== 'accepted') {
        if (await insertScan(tx, { ...kept, result: verdict })) {
          await tx.append({ kind: 'scan.refused', subjectId: kept.id, marketId, at: now, data: { staffId: caller.personId, result: verdict, applicationId } })
        }
        return told(verdict)
      }
      if ((await byHandWaiting(tx, grant.scopePath, applicationId)).length > 0) return told('waits')
      if (!(await insertScan(tx, { ...kept, result: 'entered', review: reason }))) return told('duplicate_upload')
      await cases.open(tx, { id: kept.id, marketId, staffId: caller.personId, cause: reason, row }, now)
      await audit.record(tx, caller, now, { action: 'arrive.by_hand', subjectKind: 'application', subjectId: applicationId, aboutPersonId: row.workerId, scopePath: grant.scopePath, purpose: reason })
      return told('waits')
    })
  },
})
