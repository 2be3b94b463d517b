import { useEffect, useState } from 'react'
import { api } from '../../client/market'
import type { ReplyOf } from '../../client/outcome'
import { useAct } from '../../client/use-act'

type Look = ReplyOf<'POST /api/crews/looks'>

export type Joining = {
  look: Look | null
  problem: string | null
  busy: boolean
  /** True once one is in. */
  join: () => Promise<boolean>
}

/** A crew seen by its code before one decides. */
export function useJoining(code: string | null): Joining {
  const [state, setState] = useState<{ look: Look | null; problem: string | null }>({ look: null, problem: null })
  const { act, busy, problem } = useAct('POST /api/crews/joins')
  useEffect(() => {
    if (code === null) return
    let current = true
    setState({ look: null, problem: null })
    void api.call('POST /api/crews/looks', { body: { code } }).then((outcome) => {
      if (current) setState(outcome.ok ? { look: outcome.value, problem: null } : { look: null, problem: outcome.problem.message })
    })
    return () => {
      current = false
    }
  }, [code])
  return {
    look: state.look,
    problem: problem?.message ?? state.problem,
    busy,
    join: async () => code !== null && (await act({ body: { code } }, '进班组')) !== null,
  }
}
