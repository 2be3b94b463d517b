import type { ScanReply } from '@market/shared/scan/scan.contract'
import { useCallback, useRef, useState } from 'react'
import { api } from '../../client/market'
import { employerPaths } from '../../employer/paths'
import { open } from '../../platform/navigation'
import { signal } from '../../platform/signal'
import { useInFront } from '../../platform/use-in-front'
import { useEmployerMarket } from '../markets/employer-market'
import { scanStep, type ScanStep } from '../scan/scan-steps'
import type { ScanNews, Scanning } from '../scan/use-scan'

/** As for everybody, but who hires registers as an employer, and goes on to post where they stand. */
export const employerScanStep = (reply: ScanReply, scanned: string): ScanStep =>
  reply.next === 'register'
    ? { do: 'open', path: employerPaths.register, params: reply.gate ? { marketId: reply.gate.marketId } : {} }
    : scanStep(reply, scanned)

/** Scanning while hiring: a gate leads to posting at its market, and that market is remembered. */
export function useEmployerScan(): Scanning {
  const remember = useEmployerMarket((known) => known.remember)
  const [state, setState] = useState<{ busy: boolean; news: ScanNews | null }>({ busy: false, news: null })
  const asking = useRef(false)
  const inFront = useInFront()

  const answer = useCallback(
    async (code: string): Promise<ScanNews | null> => {
      const outcome = await api.call('POST /api/scan', { body: { code, as: 'employer' } })
      if (!outcome.ok) {
        signal('no')
        return { words: outcome.problem.message, tone: 'refused' }
      }
      const { gate, say } = outcome.value
      if (gate) remember({ id: gate.marketId, name: gate.marketName })
      const step = employerScanStep(outcome.value, code)
      if (step.do === 'open') {
        if (inFront()) await open(step.path, step.params)
        return null
      }
      signal('amber')
      return { words: say, tone: step.do === 'say' ? step.tone : 'plain' }
    },
    [remember, inFront],
  )

  const scanned = useCallback(
    async (code: string): Promise<void> => {
      if (asking.current) return
      asking.current = true
      setState({ busy: true, news: null })
      const news = await answer(code)
      asking.current = false
      setState({ busy: false, news })
    },
    [answer],
  )
  return { scanned, ...state }
}
