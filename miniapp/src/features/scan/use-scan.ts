import { useCallback, useRef, useState } from 'react'
import type { Part } from '@market/shared/endpoint'
import { api } from '../../client/market'
import { useAct } from '../../client/use-act'
import { open } from '../../platform/navigation'
import { signal } from '../../platform/signal'
import { useInFront } from '../../platform/use-in-front'
import type { NoticeTone } from '../../ui/notice'
import { useEmployerMarket } from '../markets/employer-market'
import { scanStep } from './scan-steps'

export type ScanNews = {
  words: string
  tone: NoticeTone
  /** The market whose page says more: when it opens, whom to call. */
  market?: { marketId: string; marketName: string }
}

export type Scanning = {
  /** Asks what a code means for this person here, and does what comes next. */
  scanned: (code: string) => Promise<void>
  busy: boolean
  /** The answer to the last scan; it stays until the next. */
  news: ScanNews | null
}

/** One scan button for everything: the server says what a code means, and this leads to it. */
export function useScan(as: Part | undefined): Scanning {
  const checkIn = useAct('POST /api/check-ins')
  const [state, setState] = useState<{ busy: boolean; news: ScanNews | null }>({ busy: false, news: null })
  const asking = useRef(false)
  const [gate, setGate] = useState<ScanNews['market']>(undefined)
  const inFront = useInFront()

  const act = checkIn.act
  const answer = useCallback(
    async (code: string): Promise<ScanNews | null> => {
      const outcome = await api.call('POST /api/scan', { body: as && as !== 'manager' ? { code, as } : { code } })
      if (!outcome.ok) {
        signal('no')
        return { words: outcome.problem.message, tone: 'refused' }
      }
      const step = scanStep(outcome.value, code)
      if (step.do === 'say') {
        signal(step.tone === 'confirmed' ? 'yes' : 'amber')
        return { words: step.words, tone: step.tone }
      }
      if (step.do === 'open') {
        // Whoever is about to register or to post stands at this market: the pages behind go on from there.
        const { gate: scannedGate } = outcome.value
        if (scannedGate) useEmployerMarket.getState().remember({ id: scannedGate.marketId, name: scannedGate.marketName })
        if (inFront()) await open(step.path, step.params)
        return null
      }
      if (outcome.value.gate) setGate(outcome.value.gate)
      const done = await act({ body: { code: step.code } }, '入场签到')
      signal(done ? 'yes' : 'no')
      return done ? { words: '签到好了。看看下面的活，看中就点“报名”。', tone: 'confirmed' } : null
    },
    [act, as, inFront],
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

  const { problem } = checkIn
  const shut = problem?.kind === 'refused' && problem.code === 'market_closed' && gate !== undefined
  const refused: ScanNews | null = problem ? { words: problem.message, tone: 'refused', ...(shut ? { market: gate } : {}) } : null
  return { scanned, busy: state.busy, news: state.news ?? refused }
}
