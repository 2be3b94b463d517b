import { useEffect, useRef, useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { useSession } from '../session/session.store'
import { emptyWorkerForm, workerFieldError, workerFields, workerProblems, workerRegistration, type WorkerField, type WorkerForm } from './worker-form'
import { shownFirst } from './shown-first'
import { useIdCard, type CardReading } from './use-id-card'

export type FieldErrors = Partial<Record<WorkerField, string>>

/** Which field of the registration each part of the form answers. */
const fieldOf: Partial<Record<keyof WorkerForm, WorkerField>> = {
  name: 'name',
  idNumber: 'idNumber',
  phone: 'phone',
  trades: 'trades',
  wishedPay: 'wishedPayFen',
  payUnit: 'wishedPayFen',
  consented: 'consent',
}

export type WorkerRegistering = {
  form: WorkerForm
  errors: FieldErrors
  busy: boolean
  /** A refusal that belongs to no field. */
  problem: Problem | null
  card: CardReading
  change: (part: Partial<WorkerForm>) => void
  left: (field: WorkerField, part: Partial<WorkerForm>) => void
  readCard: () => Promise<void>
  /** True once the person is registered. */
  submit: () => Promise<boolean>
}

/** A worker's registration while it is typed: kept through a reload, judged field by field, sent until it is answered. */
export function useWorkerRegistration(): WorkerRegistering {
  const me = useSession((session) => session.me)
  const known = useSession((session) => session.known)
  const { value: form, change: keep, clear } = useDraft('worker-registration', emptyWorkerForm(me?.worker ?? null))
  // An old phone may not have drawn the last tap when the next comes: what is judged and sent is what was entered.
  const entered = useRef(form)
  entered.current = form
  const [errors, setErrors] = useState<FieldErrors>({})
  const { act, busy, problem } = useAct('POST /api/workers')

  /** A message that stands beside a field follows what is typed, and goes when the field is good. */
  const change = (part: Partial<WorkerForm>): void => {
    const next = { ...entered.current, ...part }
    entered.current = next
    keep(part)
    setErrors((before) => {
      const after = { ...before }
      for (const name of Object.keys(part) as (keyof WorkerForm)[]) {
        const field = fieldOf[name]
        if (field && after[field] !== undefined) after[field] = workerFieldError(field, next, Date.now()) ?? undefined
      }
      return after
    })
  }

  /** An empty field is not wrong yet: the person may come back to it. */
  const left = (field: WorkerField, part: Partial<WorkerForm>): void => {
    const empty = Object.values(part).every((value) => value === '')
    const message = empty ? null : workerFieldError(field, { ...entered.current, ...part }, Date.now())
    setErrors((before) => ({ ...before, [field]: message ?? undefined }))
  }

  const { card, readCard } = useIdCard(({ name, idNumber }) => change({ name, idNumber }))

  // What the server finds wrong stands beside the same fields as what the page finds.
  const refused = problem?.kind === 'refused' && problem.fields.length > 0 ? problem.fields : null
  useEffect(() => {
    if (refused) setErrors(shownFirst(workerFields, refused))
  }, [refused])

  const submit = async (): Promise<boolean> => {
    const problems = workerProblems(entered.current, Date.now())
    setErrors(shownFirst(workerFields, problems))
    if (problems.length > 0) return false
    const registered = await act({ body: workerRegistration(entered.current) }, '登记')
    if (!registered) return false
    clear()
    known(registered)
    return true
  }

  return { form, errors, busy, problem: refused ? null : problem, card, change, left, readCard, submit }
}
