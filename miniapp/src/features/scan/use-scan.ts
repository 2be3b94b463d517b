import { useCallback, useRef, useState } from 'react'
import type { Part } from '@market/shared/endpoint'
import { messageOf } from '@market/shared/errors'
import { minute } from '@market/shared/words/time'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { coarsePlace, placeIsAllowed, reconsiderPlace, type Place } from '../../platform/location'
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

/** A printed code, which checks in only whose phone says that it is near. */
export type Poster = {
  marketId: string
  /** It did not say so, or said otherwise. */
  refused: boolean
  /** Asks the phone and checks in; once that is answered nothing of the place is left here. With a place the phone is not asked. */
  tell: (place?: Place) => Promise<void>
}

export type Scanning = {
  /** Asks what a code means for this person here, and does what comes next. */
  scanned: (code: string) => Promise<void>
  busy: boolean
  /** The answer to the last scan; it stays until the next. */
  news: ScanNews | null
  /** What the last scan waits for, or could not do; null where there is nothing of the kind. */
  poster?: Poster | null
}

type Scanned = { code: string; marketId: string; refused: boolean }

/** One scan button for everything: the server says what a code means, and this leads to it. */
export function useScan(as: Part | undefined): Scanning {
  const checkIn = useAct('POST /api/check-ins')
  const [state, setState] = useState<{ busy: boolean; news: ScanNews | null; acted: boolean }>({ busy: false, news: null, acted: false })
  const asking = useRef(false)
  const [gate, setGate] = useState<ScanNews['market']>(undefined)
  const [poster, setPoster] = useState<Scanned | null>(null)
  const inFront = useInFront()

  const act = checkIn.act
  /** Null where it was refused: why is what the act says itself. */
  const enter = useCallback(
    async (code: string, place?: Place): Promise<ScanNews | null> => {
      setState((before) => ({ ...before, acted: true }))
      const done = await act({ body: place ? { code, place } : { code } }, '入场签到')
      signal(done ? 'yes' : 'no')
      setPoster((before) => (done || !before ? null : { ...before, refused: true }))
      return done ? { words: '签到好了。看看下面的活，看中就点“报名”。', tone: 'confirmed' } : null
    },
    [act],
  )

  const enterFromHere = useCallback(
    async (code: string): Promise<ScanNews | null> => {
      // A minute old at most: five minutes ago they may have been at home, and on their way.
      const place = await coarsePlace(minute)
      if (place) return enter(code, place)
      signal('no')
      setPoster((before) => before && { ...before, refused: true })
      return { words: messageOf('place_needed'), tone: 'refused' }
    },
    [enter],
  )

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
      const { gate: scannedGate } = outcome.value
      if (step.do === 'open') {
        // Whoever is about to register or to post stands at this market: the pages behind go on from there.
        if (scannedGate) useEmployerMarket.getState().remember({ id: scannedGate.marketId, name: scannedGate.marketName })
        if (inFront()) await open(step.path, step.params)
        return null
      }
      if (scannedGate) setGate(scannedGate)
      if (!step.needsPlace || !scannedGate) return enter(step.code)
      // Whoever has allowed it before is spared a tap; everybody else reads what for before the system asks.
      const allowed = await placeIsAllowed()
      setPoster({ code: step.code, marketId: scannedGate.marketId, refused: false })
      return allowed ? enterFromHere(step.code) : null
    },
    [enter, enterFromHere, as, inFront],
  )

  const one = useCallback(async (work: () => Promise<ScanNews | null>): Promise<void> => {
    if (asking.current) return
    asking.current = true
    setState({ busy: true, news: null, acted: false })
    const news = await work()
    asking.current = false
    setState(({ acted }) => ({ busy: false, news, acted }))
  }, [])

  const scanned = useCallback(
    (code: string): Promise<void> =>
      one(() => {
        setPoster(null)
        return answer(code)
      }),
    [answer, one],
  )

  const tell = async (place?: Place): Promise<void> => {
    if (!poster) return
    await one(async () => {
      if (place) return enter(poster.code, place)
      if (poster.refused) await reconsiderPlace()
      return enterFromHere(poster.code)
    })
  }

  // What was refused before belongs to the scan before.
  const problem = state.acted ? checkIn.problem : null
  const shut = problem?.kind === 'refused' && problem.code === 'market_closed' && gate !== undefined
  const refused: ScanNews | null = problem ? { words: problem.message, tone: 'refused', ...(shut ? { market: gate } : {}) } : null
  return {
    scanned, busy: state.busy, news: state.news ?? refused,
    // Other refusals are not about where somebody is: another way in would not help.
    poster: poster && (!problem || isAboutPlace(problem)) ? { marketId: poster.marketId, refused: poster.refused, tell } : null,
  }
}

const isAboutPlace = (problem: Problem): boolean => problem.kind === 'refused' && (problem.code === 'place_needed' || problem.code === 'not_near_market')
