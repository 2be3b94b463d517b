import type { Dispatch, DispatchPerson } from '@market/shared/dispatch/dispatch.contract'
import { useState } from 'react'
import { fieldProblem, type Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { lookAgainMs, useKeptFresh } from '../../client/use-kept-fresh'
import { useRead } from '../../client/use-read'
import { waitingFor } from './dispatch.text'

/** While people answer within five minutes, staff see it come in. */
const answersMs = 4_000

/** What staff are asked before it is done. */
export type Asking = 'confirm' | 'drop' | 'anew' | null

/** What stands in the sheet of somebody who could go elsewhere: a refusal says why there, in words. */
const wordsOf = (problem: Problem | null): string | null => problem && (fieldProblem(problem, 'jobId') ?? fieldProblem(problem, 'personId') ?? problem.message)

/** 派工 at the caller's market: what is proposed or was confirmed last, and everything staff do with it. */
export function useDispatch() {
  const current = useRead('GET /api/dispatches/current', {})
  const dispatch = current.value?.dispatch ?? null
  useKeptFresh(current, dispatch?.state === 'confirmed' && waitingFor(dispatch) > 0 ? answersMs : lookAgainMs)
  const [asking, ask] = useState<Asking>(null)
  const [chosen, choose] = useState<DispatchPerson | null>(null)
  const propose = useAct('POST /api/dispatches')
  const move = useAct('POST /api/dispatches/:dispatchId/moves')
  const confirm = useAct('POST /api/dispatches/:dispatchId/confirm')
  const drop = useAct('POST /api/dispatches/:dispatchId/drop')
  const again = useAct('POST /api/dispatches/:dispatchId/again')
  /** About whom the last refusal of a move was: another person's sheet does not show it. */
  const [refused, setRefused] = useState<string | null>(null)

  /** What was refused is often refused because somebody else has changed it: so it is read again. */
  const settled = async (acting: Promise<unknown>): Promise<void> => {
    if ((await acting) === null) await current.reload()
  }
  return {
    current, asking, chosen, ask,
    choose: (person: DispatchPerson | null): void => {
      setRefused(null)
      choose(person)
    },
    proposing: propose.busy, moving: move.busy, confirming: confirm.busy, dropping: drop.busy, goingAgain: again.busy,
    /** Why they cannot be put there, as the server says it. */
    whyNot: chosen !== null && refused === chosen.personId ? wordsOf(move.problem) : null,
    problem: (propose.problem ?? confirm.problem ?? drop.problem ?? again.problem)?.message ?? null,
    propose: (): Promise<void> => settled(propose.act({}, '排一排')),
    move: async ({ id, version }: Dispatch, person: DispatchPerson, jobId: string | null): Promise<void> => {
      const moved = await move.act({ params: { dispatchId: id }, body: { personId: person.personId, jobId, version } }, `${person.number} 号换一个活`)
      if (moved !== null) choose(null)
      else {
        setRefused(person.personId)
        await current.reload()
      }
    },
    confirm: async ({ id, version }: Dispatch): Promise<void> => {
      ask(null)
      await settled(confirm.act({ params: { dispatchId: id }, body: { version } }, '确认派工'))
    },
    drop: async ({ id }: Dispatch): Promise<void> => {
      ask(null)
      await settled(drop.act({ params: { dispatchId: id } }, '这份不用了'))
    },
    again: async ({ id }: Dispatch): Promise<void> => {
      ask(null)
      await settled(again.act({ params: { dispatchId: id } }, '再配一轮'))
    },
  }
}
export type Dispatching = ReturnType<typeof useDispatch>
