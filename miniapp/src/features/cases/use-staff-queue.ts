import type { Case } from '@market/shared/cases/cases.contract'
import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import { open } from '../../platform/navigation'
import { useInFront } from '../../platform/use-in-front'
import { reviewPaths } from '../../staff/paths'
import { caseTitles } from './cases.text'

export type QueueView = 'all' | 'mine'

export type StaffQueue = {
  queue: Reading<{ cases: Case[]; overdue: number }>
  view: QueueView
  choose: (view: QueueView) => void
  /** The case that is being taken or given back. */
  busyWith: string | null
  problem: Problem | null
  /** Becomes responsible and goes to decide it. */
  take: (one: Case) => Promise<void>
  giveBack: (one: Case) => Promise<void>
}

/** Opens the page on which a case is decided. */
const review = ({ id, kind, subjectId }: Case): void => {
  const path = reviewPaths[kind]
  if (path) void open(path, { subjectId, caseId: id })
}

/** What waits for a decision, and becoming responsible for it. */
export function useStaffQueue(): StaffQueue {
  const queue = useRead('GET /api/cases', {})
  const taking = useAct('POST /api/cases/:caseId/take')
  const giving = useAct('POST /api/cases/:caseId/release')
  const [view, choose] = useState<QueueView>('all')
  const [busyWith, setBusyWith] = useState<string | null>(null)
  const inFront = useInFront()

  const take = async (one: Case): Promise<void> => {
    if (one.owner?.mine) return review(one)
    setBusyWith(one.id)
    const taken = await taking.act({ params: { caseId: one.id } }, `接下“${caseTitles[one.kind]}”`)
    setBusyWith(null)
    // Somebody was quicker: show who.
    if (!taken) void queue.reload()
    else if (inFront()) review(taken)
  }
  const giveBack = async (one: Case): Promise<void> => {
    setBusyWith(one.id)
    await giving.act({ params: { caseId: one.id } }, `退回“${caseTitles[one.kind]}”`)
    setBusyWith(null)
  }
  return { queue, view, choose, busyWith, problem: taking.problem ?? giving.problem, take, giveBack }
}
