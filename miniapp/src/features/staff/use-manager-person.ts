import type { Member } from '@market/shared/staff/staff.contract'
import { trainingProblems, type TrainingKind, type TrainingRecord, type TrainingResult } from '@market/shared/staff/training.rules'
import { marketDay } from '@market/shared/words/time'
import { useState } from 'react'
import { fieldProblem, type Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import { signal } from '../../platform/signal'
import { useGrantMoves, type GrantMoves } from './use-grant-moves'

export type TrainingDraft = { kind: TrainingKind; title: string; day: string; hours: string; result: TrainingResult | null }

export type TrainingForm = {
  isOpen: boolean
  open: (isOpen: boolean) => void
  draft: TrainingDraft
  change: (part: Partial<TrainingDraft>) => void
  busy: boolean
  problem: Problem | null
  problemOf: (field: keyof TrainingRecord) => string | null
  save: () => Promise<void>
}

export type ManagerPerson = { member: Reading<Member>; moves: GrantMoves; training: TrainingForm }

const blank = (): TrainingDraft => ({ kind: 'course', title: '', day: marketDay(Date.now()), hours: '', result: null })

const recordOf = ({ hours, ...draft }: TrainingDraft): TrainingRecord => ({ ...draft, minutes: Math.round(Number(hours || '0') * 60), result: draft.kind === 'course' ? null : draft.result })

/** One colleague in my scope, their rights, and writing down what they learned. */
export function useManagerPerson(personId: string): ManagerPerson {
  const member = useRead('GET /api/staff/:personId', { params: { personId } })
  return { member, moves: useGrantMoves(member.reload), training: useTraining(personId) }
}

function useTraining(personId: string): TrainingForm {
  const [isOpen, setOpen] = useState(false)
  const [draft, setDraft] = useState(blank)
  const [checked, setChecked] = useState(false)
  const saving = useAct('POST /api/staff/:personId/trainings')
  const found = checked ? trainingProblems(recordOf(draft), Date.now()) : []

  const open = (next: boolean): void => {
    setOpen(next)
    setChecked(false)
  }
  const save = async (): Promise<void> => {
    setChecked(true)
    if (trainingProblems(recordOf(draft), Date.now()).length > 0) return
    const saved = await saving.act({ params: { personId }, body: recordOf(draft) }, '记一次培训')
    signal(saved ? 'yes' : 'no')
    if (!saved) return
    setDraft(blank())
    open(false)
  }
  return {
    isOpen,
    open,
    draft,
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    busy: saving.busy,
    problem: saving.problem,
    problemOf: (field) => found.find((one) => one.field === field)?.message ?? fieldProblem(saving.problem, field),
    save,
  }
}
