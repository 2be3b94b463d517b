import type { Gate } from '@market/shared/gates/gates.contract'
import { gateNameProblems } from '@market/shared/gates/gates.rules'
import { useState } from 'react'
import { fieldProblem, type Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { open } from '../../platform/navigation'
import { signal } from '../../platform/signal'

/** A name that is being typed; null while nobody is typing one. */
export type GateNaming = {
  name: string | null
  begin: (name: string) => void
  change: (name: string) => void
  close: () => void
  busy: boolean
  /** What is wrong with it, beside the field. */
  error: string | null
  /** Why it was refused, where that is not about the name. */
  problem: Problem | null
  save: () => void
}

export type ManagerGates = {
  list: Reading<{ marketName: string; mayChange: boolean; gates: Gate[] }>
  naming: GateNaming
}

/** Typing the name of a gate: `send` does it and tells whether it was done. */
export function useGateNaming({ busy, problem, send }: { busy: boolean; problem: Problem | null; send: (name: string) => Promise<boolean> }): GateNaming {
  const [name, setName] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const change = (typed: string | null): void => {
    setName(typed)
    setWrong(null)
  }
  const save = async (): Promise<void> => {
    if (name === null) return
    const [found] = gateNameProblems(name)
    if (found) return setWrong(found.message)
    const done = await send(name)
    signal(done ? 'yes' : 'no')
    if (done) change(null)
  }
  const refused = fieldProblem(problem, 'name')
  return { name, begin: change, change, close: () => change(null), busy, error: wrong ?? refused, problem: refused === null ? problem : null, save: () => void save() }
}

/** The gates of one market, and setting up another. */
export function useManagerGates(marketId: string): ManagerGates {
  const list = useRead('GET /api/markets/:marketId/gates', { params: { marketId } })
  const making = useAct('POST /api/markets/:marketId/gates')
  const naming = useGateNaming({
    ...making,
    send: async (name) => {
      const made = await making.act({ params: { marketId }, body: { name } }, '设入口')
      if (made) await open(managerPaths.gate, { gateId: made.id })
      return made !== null
    },
  })
  return { list, naming }
}
