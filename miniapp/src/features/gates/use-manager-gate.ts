import type { Gate } from '@market/shared/gates/gates.contract'
import { posterFileName, type PosterSize, type WithdrawalReason } from '@market/shared/gates/gates.rules'
import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDocument } from '../../client/use-document'
import { useRead, type Reading } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { replace } from '../../platform/navigation'
import { signal } from '../../platform/signal'
import { useGateNaming, type GateNaming } from './use-manager-gates'
import { useScreens, type Screens } from './use-screens'

/** What is asked before it is done: taking a code out of use, or closing the gate. */
export type GateAsk = { what: 'revoke'; token: string; readable: string } | { what: 'retire' }

export type ManagerGate = {
  reading: Reading<{ gate: Gate; mayChange: boolean }>
  naming: GateNaming
  screens: Screens
  asking: GateAsk | null
  ask: (ask: GateAsk | null) => void
  busy: boolean
  problem: Problem | null
  /** Fetches the poster and puts it before the person. */
  print: (gate: Gate, size: PosterSize) => void
  printing: boolean
  /** The size of the poster that has just come. */
  printed: PosterSize | null
  makeCode: () => void
  withdraw: (reason: WithdrawalReason) => void
}

/** One gate: its codes, its posters, its name. What is shown is read again after a refusal: a colleague was quicker. */
export function useManagerGate(gateId: string): ManagerGate {
  const params = { gateId }
  const reading = useRead('GET /api/gates/:gateId', { params })
  const renaming = useAct('POST /api/gates/:gateId/name')
  const making = useAct('POST /api/gates/:gateId/codes')
  const revoking = useAct('POST /api/gates/:gateId/code-revocations')
  const retiring = useAct('POST /api/gates/:gateId/retire')
  const screens = useScreens(gateId, () => reading.reload())
  const poster = useDocument()
  const [asking, ask] = useState<GateAsk | null>(null)
  const [printed, setPrinted] = useState<PosterSize | null>(null)
  const acts = [making, revoking, retiring]

  const after = async (done: unknown): Promise<void> => {
    ask(null)
    signal(done ? 'yes' : 'no')
    if (!done) await reading.reload()
  }
  const withdraw = async (reason: WithdrawalReason): Promise<void> => {
    if (asking?.what === 'revoke') await after(await revoking.act({ params, body: { token: asking.token, reason } }, '停用旧码'))
    if (asking?.what !== 'retire') return
    const marketId = reading.value?.gate.marketId
    const retired = await retiring.act({ params, body: { reason } }, '停用入口')
    await after(retired)
    if (retired && marketId !== undefined) await replace(managerPaths.gates, { marketId })
  }

  const print = async ({ id, marketName, name }: Gate, size: PosterSize): Promise<void> => {
    setPrinted(null)
    if (await poster.openPaper(`/api/gates/${id}/poster?size=${size}`, posterFileName({ marketName, gateName: name, size }))) setPrinted(size)
  }

  return {
    reading,
    naming: useGateNaming({ ...renaming, send: async (name) => (await renaming.act({ params, body: { name } }, '给入口改名')) !== null }),
    screens,
    asking,
    ask,
    busy: acts.some(({ busy }) => busy),
    problem: poster.problem ?? screens.problem ?? acts.find(({ problem }) => problem)?.problem ?? null,
    print: (gate, size) => void print(gate, size),
    printing: poster.busy,
    printed,
    makeCode: () => void making.act({ params }, '做新码').then(after),
    withdraw: (reason) => void withdraw(reason),
  }
}
