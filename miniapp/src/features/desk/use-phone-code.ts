import type { PhoneCode } from '@market/shared/desk/desk.contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { brightScreen } from '../../platform/bright-screen'
import { useDidHide, useDidShow } from '../../platform/page-life'
import { useSession } from '../session/session.store'

/** How often the phone asks whether the desk has scanned it, in ms. */
export const lookAgainMs = 3_000
const shortestWait = 5_000

export type BindingPhone = {
  code: PhoneCode | null
  problem: Problem | null
  /** The desk has bound it: this phone is somebody now. */
  bound: boolean
  refresh: () => Promise<void>
}

/**
 * The code of this phone while its page is in front, renewed in time, until the desk has scanned it. The answer comes through the
 * session: the first call after it finds the token run out, and the renewed one is the account's.
 */
export function usePhoneCode(): BindingPhone {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const me = useSession((session) => session.me)
  const known = useSession((session) => session.known)
  const first = useRef(me?.personId ?? null)
  if (first.current === null && me) first.current = me.personId
  const bound = me !== null && (me.personId !== first.current || me.roles.includes('worker'))
  const [state, setState] = useState<{ code: PhoneCode | null; problem: Problem | null }>({ code: null, problem: null })
  const [inFront, setInFront] = useState(true)
  useDidShow(() => setInFront(true))
  useDidHide(() => setInFront(false))
  const waiting = signedIn && inFront && !bound

  const refresh = useCallback(async (): Promise<void> => {
    const outcome = await api.call('GET /api/me/phone-code', {})
    setState((before) => (outcome.ok ? { code: outcome.value, problem: null } : { code: before.code, problem: outcome.problem }))
  }, [])

  const { code } = state
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => void refresh(), code ? Math.max(shortestWait, code.refreshAt - Date.now()) : 0)
    return () => clearTimeout(timer)
  }, [waiting, code, refresh])
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => {
      void api.call('GET /api/me', {}).then((outcome) => {
        if (outcome.ok) known(outcome.value)
      })
    }, lookAgainMs)
    return () => clearInterval(timer)
  }, [waiting, known])
  useEffect(() => (waiting ? brightScreen() : undefined), [waiting])
  return { ...state, bound, refresh }
}
