import { useState } from 'react'
import type { Party } from '@market/shared/sign/sign.rules'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'

export type SteppingBack = {
  asking: boolean
  ask: (asking: boolean) => void
  busy: boolean
  problem: Problem | null
  /** True once it is done. The employer gives a reason, because the worker will read it. */
  stepBack: (applicationId: string, reason: string) => Promise<boolean>
}

/** Going back on an agreement that is not signed by both: the worker withdraws, the employer declines. */
export function useStepBack(party: Party): SteppingBack {
  const withdrawing = useAct('POST /api/applications/:applicationId/withdraw')
  const declining = useAct('POST /api/applications/:applicationId/decline')
  const [asking, ask] = useState(false)
  const { busy, problem } = party === 'worker' ? withdrawing : declining
  return {
    asking,
    ask,
    busy,
    problem,
    async stepBack(applicationId, reason) {
      const params = { applicationId }
      const done = party === 'worker' ? await withdrawing.act({ params }, '取消报名') : await declining.act({ params, body: { reason } }, '不接受')
      if (done) ask(false)
      return done !== null
    },
  }
}
