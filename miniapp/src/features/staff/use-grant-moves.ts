import type { Grant } from '@market/shared/staff/staff.contract'
import type { EndReason, RefuseReason } from '@market/shared/staff/staff.rules'
import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { signal } from '../../platform/signal'

/** What is asked before it is done, and about which right. */
export type GrantAsk = { what: 'confirm' | 'refuse' | 'end'; grant: Grant }

export type GrantMoves = {
  asking: GrantAsk | null
  ask: (ask: GrantAsk | null) => void
  busy: boolean
  problem: Problem | null
  confirm: () => Promise<void>
  refuse: (reason: RefuseReason) => Promise<void>
  end: (reason: EndReason) => Promise<void>
}

/** Confirming, refusing and ending. What is shown is read again after each, also a refused one: somebody else may have been quicker. */
export function useGrantMoves(reload: () => Promise<void>): GrantMoves {
  const [asking, ask] = useState<GrantAsk | null>(null)
  const confirming = useAct('POST /api/grants/:grantId/confirm')
  const refusing = useAct('POST /api/grants/:grantId/refuse')
  const ending = useAct('POST /api/grants/:grantId/end')
  const all = [confirming, refusing, ending]

  const after = async (done: Grant | null): Promise<void> => {
    ask(null)
    signal(done ? 'yes' : 'no')
    if (!done) await reload()
  }
  const asked = asking && { params: { grantId: asking.grant.id } }
  return {
    asking,
    ask,
    busy: all.some(({ busy }) => busy),
    problem: all.find(({ problem }) => problem)?.problem ?? null,
    confirm: async () => {
      if (asked) await after(await confirming.act(asked, '确认权限'))
    },
    refuse: async (reason) => {
      if (asked) await after(await refusing.act({ ...asked, body: { reason } }, '不同意开权限'))
    },
    end: async (reason) => {
      if (asked) await after(await ending.act({ ...asked, body: { reason } }, '停掉权限'))
    },
  }
}
