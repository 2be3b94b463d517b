import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useKeptFresh } from '../../client/use-kept-fresh'
import { usePages } from '../../client/use-pages'
import type { PresentPerson } from '@market/shared/check-in/presence.contract'

/** Rarer than the numbers. */
const lookAgainMs = 60_000

/** The people in the market, and noting that one of them has gone, or stands here. `marketId` where somebody answers for several. */
export function useStaffPresence(marketId: string | undefined) {
  const [number, setNumber] = useState('')
  const [trade, setTrade] = useState<string | null>(null)
  const [asking, ask] = useState<PresentPerson | null>(null)
  const at = marketId === undefined ? {} : { marketId }
  const list = usePages('GET /api/presence', { ...at, ...(number === '' ? {} : { number: Number(number) }), ...(trade === null ? {} : { trade }) })
  // Whoever has read on looks for somebody: what they look at stands still.
  useKeptFresh(list.first, list.pages.length > 1 ? null : lookAgainMs)
  const left = useAct('POST /api/presence/left')
  const seen = useAct('POST /api/presence/seen')
  /** What was done last, and with whom. */
  const [done, setDone] = useState<{ what: 'left' | 'seen'; personId: string } | null>(null)
  const { busy, problem } = done?.what === 'seen' ? seen : left
  return {
    list, number, setNumber, trade, setTrade, asking, ask,
    busyWith: busy && done ? done.personId : null,
    problem: problem as Problem | null,
    noteLeft: async ({ personId, number: theirs }: PresentPerson): Promise<void> => {
      ask(null)
      setDone({ what: 'left', personId })
      await left.act({ body: { ...at, personId } }, `${theirs} 号离场`)
    },
    noteSeen: async ({ personId, number: theirs }: PresentPerson): Promise<void> => {
      setDone({ what: 'seen', personId })
      await seen.act({ body: { ...at, personId } }, `${theirs} 号在场`)
    },
  }
}
export type StaffPresence = ReturnType<typeof useStaffPresence>
