import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useKeptFresh } from '../../client/use-kept-fresh'
import { usePages } from '../../client/use-pages'
import type { PresentPerson } from '@market/shared/check-in/presence.contract'

/** Rarer than the numbers: what is read again begins at its first page. */
const lookAgainMs = 60_000

/** The people in the market, and noting that one of them has gone. `marketId` where somebody answers for several. */
export function useStaffPresence(marketId: string | undefined) {
  const [number, setNumber] = useState('')
  const [trade, setTrade] = useState<string | null>(null)
  const [asking, ask] = useState<PresentPerson | null>(null)
  const at = marketId === undefined ? {} : { marketId }
  const list = usePages('GET /api/presence', { ...at, ...(number === '' ? {} : { number: Number(number) }), ...(trade === null ? {} : { trade }) })
  useKeptFresh(list.first, lookAgainMs)
  const { act, busy, problem } = useAct('POST /api/presence/left')
  return {
    list, number, setNumber, trade, setTrade, asking, ask, busy,
    problem: problem as Problem | null,
    noteLeft: async (person: PresentPerson): Promise<void> => {
      ask(null)
      await act({ body: { ...at, number: person.number } }, `${person.number} 号离场`)
    },
  }
}
export type StaffPresence = ReturnType<typeof useStaffPresence>
