import type { GateCode, GateScreen } from '@market/shared/gates/gates.contract'
import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { signal } from '../../platform/signal'

export type Screens = {
  /** What has just been made: it is shown this once. */
  made: GateCode | null
  /** The one that is to be taken out of use, before it is. */
  ending: GateScreen | null
  busy: boolean
  problem: Problem | null
  make: () => void
  end: (screen: GateScreen | null) => void
  confirmEnd: () => void
  seen: () => void
}

/** The screens of one gate. @param reload reads the gate again after a refusal: a colleague was quicker */
export function useScreens(gateId: string, reload: () => Promise<void>): Screens {
  const making = useAct('POST /api/gates/:gateId/screens')
  const revoking = useAct('POST /api/gates/:gateId/screen-revocations')
  const [made, setMade] = useState<GateCode | null>(null)
  const [ending, end] = useState<GateScreen | null>(null)
  const params = { gateId }

  const make = async (): Promise<void> => {
    const done = await making.act({ params }, '绑一块屏')
    if (done) setMade(done.screen)
    else await reload()
  }
  const confirmEnd = async (): Promise<void> => {
    if (ending === null) return
    const done = await revoking.act({ params, body: { screen: ending.id } }, '停用屏')
    end(null)
    signal(done ? 'yes' : 'no')
    if (!done) await reload()
  }

  return {
    made,
    ending,
    busy: making.busy || revoking.busy,
    problem: making.problem ?? revoking.problem,
    make: () => void make(),
    end,
    confirmEnd: () => void confirmEnd(),
    seen: () => setMade(null),
  }
}
