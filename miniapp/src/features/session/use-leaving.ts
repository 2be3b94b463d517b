import { useState } from 'react'
import { api, forgetPerson } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { startAt } from '../../platform/navigation'
import { homeOf } from './part'
import { signOut } from './sign-in'
import { stayOut } from './stayed-out'

export type Leaving = { busy: boolean; problem: Problem | null; leave: () => Promise<void>; leaveEverywhere: () => Promise<void> }

/** Signing out here, or on every phone: the second needs the server, for it is the other phones that must forget. */
export function useLeaving(): Leaving {
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null })
  const gone = async (): Promise<void> => {
    stayOut(true)
    setState({ busy: false, problem: null })
    await startAt(homeOf('worker'))
  }
  return {
    ...state,
    leave: async () => {
      setState({ busy: true, problem: null })
      await signOut()
      await gone()
    },
    leaveEverywhere: async () => {
      setState({ busy: true, problem: null })
      const outcome = await api.call('DELETE /api/sessions', {})
      if (!outcome.ok) return setState({ busy: false, problem: outcome.problem })
      forgetPerson()
      await gone()
    },
  }
}
