import { useState } from 'react'
import { useAct } from '../../client/use-act'
import { useKeptFresh } from '../../client/use-kept-fresh'
import { useRead } from '../../client/use-read'

export type TransferPart = 'board' | 'expected' | 'buses'

/** The transfers of one market; `marketId` where somebody answers for several. */
export function useStaffTransfer(marketId: string | undefined) {
  const query = marketId === undefined ? {} : { marketId }
  const board = useRead('GET /api/transfer-board', { query })
  const expected = useRead('GET /api/transfers/expected', { query })
  const groups = useRead('GET /api/transfer-groups', { query })
  useKeptFresh(expected, 30_000)
  useKeptFresh(groups, 30_000)
  const [view, choose] = useState<TransferPart>('board')
  const [asking, ask] = useState<string | null>(null)
  const { act, busy, problem } = useAct('POST /api/transfer-groups/:groupId/cancel')
  return {
    marketId, board, expected, groups, view, choose, asking, ask, busy,
    problem: problem?.message ?? null,
    cancel: async (): Promise<void> => {
      const groupId = asking
      ask(null)
      if (groupId !== null) await act({ params: { groupId } }, '车不走了')
    },
  }
}
export type StaffTransfer = ReturnType<typeof useStaffTransfer>
