import { useCallback, useEffect, useRef, useState } from 'react'
import type { WorkPass } from '@market/shared/arrive/arrive.contract'
import { passStepMs } from '@market/shared/arrive/pass.rules'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { serverNow } from '../../client/server-clock'
import { ownThingsMs, useKeptFresh } from '../../client/use-kept-fresh'
import { useRead } from '../../client/use-read'
import { brightScreen } from '../../platform/bright-screen'
import { useDidHide, useDidShow } from '../../platform/page-life'
import { randomId } from '../../platform/random'
import { watchScreenshots } from '../../platform/screenshot'
import { useSession } from '../session/session.store'
import { codeAt, deviceKey, dropPass, keepPass, keptPass } from './pass-keeping'

export type ShownPass = {
  pass: WorkPass | null
  /** What to show as a QR code; null while there is nothing that holds. */
  code: string | null
  problem: Problem | null
  /** What the server signed has run out, and nothing newer came. */
  stale: boolean
  /** There is no pass any more: scanned meanwhile, or cancelled. */
  over: boolean
  /** This phone cannot make a key that nobody can guess. */
  tooOld: boolean
  /** A picture of the screen was taken while it was shown. */
  pictured: boolean
  refresh: () => Promise<void>
}

/**
 * The code of one signed job while its page is in front: what the server signed for this phone is kept and good for a day, and the
 * phone signs it with the time every few seconds, with a network or without.
 */
export function useWorkPass(applicationId: string): ShownPass {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const [pass, setPass] = useState<WorkPass | null>(() => keptPass(applicationId))
  const [code, setCode] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [tooOld, setTooOld] = useState(false)
  const [pictured, setPictured] = useState(false)
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

  // The pass itself is not asked for again and again: that it was scanned shows in its application.
  const application = useRead('GET /api/applications/:applicationId', signedIn ? { params: { applicationId } } : null)
  useKeptFresh(application, ownThingsMs)

  const refresh = useCallback(async (): Promise<void> => {
    const key = await deviceKey()
    if (!mounted.current) return
    if (key === null) return setTooOld(true)
    const outcome = await api.call('POST /api/applications/:applicationId/work-pass', { params: { applicationId }, body: { deviceKey: key.publicKey } }, await randomId())
    if (outcome.ok) keepPass(applicationId, outcome.value, serverNow())
    else if (isOver(outcome.problem)) dropPass(applicationId)
    if (!mounted.current) return
    if (outcome.ok) setPass(outcome.value)
    setProblem(outcome.ok ? null : outcome.problem)
  }, [applicationId])

  // Each time it is opened: on another phone meanwhile it would count there, and no more here.
  useEffect(() => {
    if (signedIn && inFront) void refresh()
  }, [signedIn, inFront, refresh])

  useEffect(() => {
    if (!inFront || (!pass && !problem)) return
    const step = async (): Promise<void> => {
      const key = await deviceKey()
      const now = serverNow()
      if (!mounted.current) return
      setCode(pass && key && now < pass.expiresAt ? codeAt(pass, key, now) : null)
    }
    void step()
    const timer = setInterval(() => {
      void step()
      if (!pass || serverNow() >= pass.renewAt) void refresh()
    }, passStepMs)
    return () => clearInterval(timer)
  }, [inFront, pass, problem, refresh])

  useEffect(() => (inFront ? brightScreen() : undefined), [inFront])
  useEffect(() => (inFront ? watchScreenshots(() => setPictured(true)) : undefined), [inFront])

  const moved = application.value !== null && application.value.state !== 'signed' && application.problem === null
  const over = moved || (problem !== null && isOver(problem))
  return { pass, code, problem, stale: pass !== null && serverNow() >= pass.expiresAt, over, tooOld, pictured, refresh }
}

const isOver = (problem: Problem): boolean => problem.kind === 'refused' && problem.code === 'step_not_allowed'
