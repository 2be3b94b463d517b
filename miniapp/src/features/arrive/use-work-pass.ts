import { useCallback, useEffect, useRef, useState } from 'react'
import type { WorkPass } from '@market/shared/arrive/arrive.contract'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { brightScreen } from '../../platform/bright-screen'
import { useDidHide, useDidShow } from '../../platform/page-life'
import { useSession } from '../session/session.store'

/** Between two codes at most, in ms: a phone whose clock is slow must not show one that has run out. */
const longestWait = 30_000
/** And at least: a phone whose clock is fast must not ask without end. */
const shortestWait = 5_000

export type ShownPass = {
  pass: WorkPass | null
  problem: Problem | null
  /** The code has run out and no new one came: nobody can scan it. */
  stale: boolean
  refresh: () => Promise<void>
}

/** How long to show a code before asking for the next. All in ms. */
export const waitFor = (pass: WorkPass, now: number): number => Math.min(longestWait, Math.max(shortestWait, pass.refreshAt - now))

/** The code of one signed job while its page is in front, renewed in time. It is kept nowhere: an old one is worth nothing. */
export function useWorkPass(applicationId: string): ShownPass {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const [state, setState] = useState<{ pass: WorkPass | null; problem: Problem | null; stale: boolean }>({ pass: null, problem: null, stale: false })
  const [inFront, setInFront] = useState(true)
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  useDidShow(() => setInFront(true))
  useDidHide(() => setInFront(false))

  const refresh = useCallback(async (): Promise<void> => {
    const asked = Date.now()
    const outcome = await api.call('GET /api/applications/:applicationId/work-pass', { params: { applicationId } })
    if (!mounted.current) return
    setState((before) => {
      if (outcome.ok) return { pass: outcome.value, problem: null, stale: false }
      return { pass: before.pass, problem: outcome.problem, stale: before.pass !== null && asked >= before.pass.expiresAt }
    })
  }, [applicationId])

  const { pass, problem } = state
  useEffect(() => {
    if (signedIn && inFront) void refresh()
  }, [signedIn, inFront, refresh])
  useEffect(() => {
    if (!inFront || (!pass && !problem)) return
    const timer = setTimeout(() => void refresh(), pass && !problem ? waitFor(pass, Date.now()) : shortestWait)
    return () => clearTimeout(timer)
  }, [inFront, pass, problem, refresh, state])
  useEffect(() => (inFront ? brightScreen() : undefined), [inFront])

  return { ...state, refresh }
}
