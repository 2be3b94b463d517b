import { useRef, useState } from 'react'
import { api } from './market'
import type { Problem } from './outcome'

export type Paper = {
  busy: boolean
  /** Why the last one did not come. */
  problem: Problem | null
  /** Fetches and opens it; a second tap while busy does nothing. False when it did not come. */
  openPaper: (path: string, fileName: string) => Promise<boolean>
}

/** One paper of a page: a poster, a slip, a report. */
export function useDocument(): Paper {
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null })
  const busy = useRef(false)
  const openPaper = async (path: string, fileName: string): Promise<boolean> => {
    if (busy.current) return false
    busy.current = true
    setState({ busy: true, problem: null })
    const outcome = await api.openDocument(path, fileName)
    busy.current = false
    setState({ busy: false, problem: outcome.ok ? null : outcome.problem })
    return outcome.ok
  }
  return { ...state, openPaper }
}
