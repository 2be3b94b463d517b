import { scanCaseKind, type ScanCause } from '@market/shared/arrive/review.rules'
import type { Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import type { CasesService } from '../cases/cases.service'
import type { ExpectedRow } from './arrive.queries'
import { entriesOf, pathInTurn } from './reviews.queries'

type Parts = { audit: Pick<AuditService, 'whoRuns'>; cases: Pick<CasesService, 'open' | 'countOpen' | 'withdraw'> }

/** A scan that was kept, and why somebody has to look at it. */
export type ToReview = { id: string; marketId: string; staffId: string; cause: ScanCause; row: ExpectedRow | null }

export type ScanCases = ReturnType<typeof scanCases>

/** Where a scan that somebody has to look at becomes a case. */
export const scanCases = ({ audit, cases }: Parts) => ({
  /**
   * Opens the case about a scan in the write that keeps it. Whoever scanned asked for it, so it is somebody else who decides. Those who
   * run the market are told of the first that waits, and of no other until it is decided: fifty scans of one phone are one message.
   */
  async open(tx: Tx, { id, marketId, staffId, cause, row }: ToReview, now: number): Promise<void> {
    const kind = scanCaseKind(cause)
    const scopePath = await pathInTurn(tx, marketId)
    const isFirst = (await cases.countOpen(tx, kind, scopePath)) === 0
    // Of another market's worker nothing is told here.
    const aboutPersonId = row?.marketId === marketId ? row.workerId : null
    await cases.open(tx, { kind, subjectId: id, openedBy: staffId, aboutPersonId, marketId, scopePath }, now)
    const toTell = isFirst ? await audit.whoRuns(tx, marketId, staffId, now) : []
    await tx.append({ kind: 'scan.to_review', subjectId: id, marketId, at: now, data: { staffId, review: cause, applicationId: row?.applicationId ?? null, toTell } })
  },

  /**
   * Nobody needs to say any more whether somebody is there who was entered by hand: they have arrived, in this very write. The application is
   * held by it, so that an entry at the same moment comes before and is found here, or after and is told.
   */
  async arrived(tx: Tx, applicationId: string, now: number): Promise<void> {
    for (const id of await entriesOf(tx, applicationId)) await cases.withdraw(tx, 'by_hand', id, now)
  },
})
