import { useCallback, useEffect, useRef, useState } from 'react'
import { outbox } from './market'
import type { ActCall, ArgsOf, Problem, ReplyOf } from './outcome'

export type Acting<C extends ActCall> = {
  busy: boolean
  /** Why the last try was refused; null once another begins. */
  problem: Problem | null
  /** Does it; the answer, or null when it was refused. A second tap while busy does nothing. */
  act: (args: ArgsOf<C>, label: string) => Promise<ReplyOf<C> | null>
}

/** One thing a person can do on a page. `label` is what the strip says while it cannot be sent. */
export function useAct<C extends ActCall>(name: C): Acting<C> {
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null })
  const busy = useRef(false)
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  const act = useCallback(
    async (args: ArgsOf<C>, label: string): Promise<ReplyOf<C> | null> => {
      if (busy.current) return null
      busy.current = true
      setState({ busy: true, problem: null })
      const outcome = await outbox.act(name, args, label)
      busy.current = false
      if (mounted.current) setState({ busy: false, problem: outcome.ok ? null : outcome.problem })
      return outcome.ok ? outcome.value : null
    },
    [name],
  )
  return { ...state, act }
}
