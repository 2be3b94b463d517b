import { useState } from 'react'
import { useAct } from '../../client/use-act'
import { scrollToId } from '../../platform/scroll'
import { useInFront } from '../../platform/use-in-front'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { ConfirmSheet } from '../../ui/confirm-sheet'

/** 离场, at the end of the page: asked once, for the number is kept but the turn may be lost. */
export function LeaveMarket() {
  const [asking, setAsking] = useState(false)
  const inFront = useInFront()
  const { act, busy, problem } = useAct('POST /api/check-ins/current/leave')
  // The button is at the end of a long page, and the answer at its head.
  const leave = async (): Promise<void> => {
    if ((await act({}, '离场')) && inFront()) scrollToId('standing')
  }
  return (
    <>
      {problem && <Notice id="leave-problem" tone="refused">{problem.message}</Notice>}
      <Button id="leave-market" label="离场" kind="quiet" small pictogram="leave" busy={busy} busyLabel="正在离场…" onTap={() => setAsking(true)} />
      {asking && (
        <ConfirmSheet
          id="leave-market-sheet"
          title="要走了？"
          words="一小时内回来，再扫门口的码，还接着原来的排。走得更久，号不变，要重新等。"
          confirmLabel="离场"
          onConfirm={() => {
            setAsking(false)
            void leave()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
