import { useEffect, useRef, useState } from 'react'
import type { Import } from '@market/shared/exchange/exchange.contract'
import { api, useChanges } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { useRead, type Reading } from '../../client/use-read'
import { bytesOf } from '../../platform/file-bytes'
import { chooseFile, spreadsheetEndings } from '../../platform/file-choice'
import { randomId } from '../../platform/random'
import { choiceProblems, isUnderWay } from './employer-import.text'

/** How often one looks at an import that is under way, in ms. */
const lookEvery = 1_500

export type EmployerImportState = {
  imports: Reading<{ imports: Import[] }>
  sending: boolean
  /** Why the last file was not taken. */
  problem: string | null
  send: () => Promise<void>
}

const wordsOf = (problem: Problem): string => (problem.kind === 'refused' ? problem.fields[0]?.message ?? problem.message : problem.message)

/** Choosing and sending a list, and looking at it until it has ended. */
export function useEmployerImport(marketId: string | null): EmployerImportState {
  const imports = useRead('GET /api/imports', {})
  const [state, setState] = useState<{ sending: boolean; problem: string | null }>({ sending: false, problem: null })
  const busy = useRef(false)
  const { reload } = imports
  const underWay = imports.value?.imports.some(isUnderWay) ?? false

  useEffect(() => {
    if (!underWay) return
    const timer = setInterval(() => void reload(), lookEvery)
    return () => clearInterval(timer)
  }, [underWay, reload])

  const send = async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setState({ sending: false, problem: null })
    const chosen = await chooseFile([...spreadsheetEndings, 'json'])
    if (chosen.got === 'file') {
      setState({ sending: true, problem: null })
      const outcome = await api.call(
        'POST /api/imports',
        { query: { fileName: chosen.file.name.slice(0, 120), ...(marketId ? { marketId } : {}) }, body: bytesOf(chosen.file) },
        await randomId(),
      )
      setState({ sending: false, problem: outcome.ok ? null : wordsOf(outcome.problem) })
      if (outcome.ok) useChanges.setState(({ count }) => ({ count: count + 1 }))
    } else if (chosen.got !== 'cancelled') setState({ sending: false, problem: choiceProblems[chosen.got] })
    busy.current = false
  }

  return { imports, ...state, send }
}
