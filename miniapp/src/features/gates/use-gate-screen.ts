import type { ScreenCode } from '@market/shared/gates/gates.contract'
import { useEffect, useState } from 'react'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'

export type GateScreen = { shown: ScreenCode | null; problem: Problem | null }

/** Without an answer it is asked again after so long, ms. */
const askAgainMs = 3_000

/** The code of the moment, kept of the moment. One that is scanned in vain is shown no longer. */
export function useGateScreen(screen: string): GateScreen {
  const [now, setNow] = useState<GateScreen>({ shown: null, problem: null })
  useEffect(() => {
    let next: ReturnType<typeof setTimeout> | undefined
    let over: ReturnType<typeof setTimeout> | undefined
    let here = true
    const ask = async (): Promise<void> => {
      const outcome = await api.call('POST /api/gate-screens/code', { body: { screen } })
      if (!here) return
      if (outcome.ok) {
        clearTimeout(over)
        over = setTimeout(() => setNow(({ problem }) => ({ shown: null, problem })), outcome.value.goodForMs)
        setNow({ shown: outcome.value, problem: null })
      } else setNow(({ shown }) => ({ shown: outcome.problem.kind === 'refused' && outcome.problem.status < 500 ? null : shown, problem: outcome.problem }))
      next = setTimeout(() => void ask(), outcome.ok ? outcome.value.nextInMs : askAgainMs)
    }
    void ask()
    return () => {
      here = false
      clearTimeout(next)
      clearTimeout(over)
    }
  }, [screen])
  return now
}
