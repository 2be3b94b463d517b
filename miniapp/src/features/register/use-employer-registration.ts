import { useEffect, useRef, useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { useSession } from '../session/session.store'
import { emptyEmployerForm, employerFieldError, employerFields, employerProblems, employerRegistration, type EmployerField, type EmployerForm } from './employer-form'
import { shownFirst } from './shown-first'
import { useIdCard, type CardReading } from './use-id-card'

export type EmployerErrors = Partial<Record<EmployerField, string>>

export type EmployerRegistering = {
  form: EmployerForm
  errors: EmployerErrors
  busy: boolean
  /** A refusal that belongs to no field. */
  problem: Problem | null
  change: (part: Partial<EmployerForm>) => void
  /** A field was left; `part` is what stands in it now. */
  left: (field: EmployerField, part: Partial<EmployerForm>) => void
  /** A household's ID card, photographed: the message is why it could not be read. */
  card: CardReading
  readCard: () => Promise<void>
  /** True once the employer is registered. */
  submit: () => Promise<boolean>
}

/** An employer's registration while it is typed: kept through a reload, judged field by field, sent until it is answered. */
export function useEmployerRegistration(): EmployerRegistering {
  const known = useSession((session) => session.known)
  const { value: form, change: keep, clear } = useDraft('employer-registration', emptyEmployerForm)
  // A quick thumb taps 登记 before an old phone has drawn the tick: what is sent is what was tapped, not what was drawn.
  const latest = useRef(form)
  const [errors, setErrors] = useState<EmployerErrors>({})
  const { act, busy, problem } = useAct('POST /api/employers')

  /** A message that stands beside a field follows what is typed, and goes when the field is good. */
  const change = (part: Partial<EmployerForm>): void => {
    const { kind } = latest.current
    const next = { ...latest.current, ...part }
    latest.current = next
    keep(part)
    setErrors((before) => {
      // The other kind asks other questions: what was wrong with the first is no answer to them.
      if (part.kind && part.kind !== kind) return {}
      const after: EmployerErrors = {}
      for (const field of Object.keys(before) as EmployerField[]) {
        const message = employerFieldError(field, next, Date.now())
        if (message !== null) after[field] = message
      }
      return after
    })
  }

  /** An empty field is not wrong yet: the person may come back to it. */
  const left = (field: EmployerField, part: Partial<EmployerForm>): void => {
    const empty = Object.values(part).every((value) => value === '')
    const message = empty ? null : employerFieldError(field, { ...latest.current, ...part }, Date.now())
    setErrors(({ [field]: _before, ...others }) => (message === null ? others : { ...others, [field]: message }))
  }

  const { card, readCard } = useIdCard(({ name, idNumber }) => change({ ownName: name, idNumber }))

  // What the server finds wrong stands beside the same fields as what the page finds.
  const refused = problem?.kind === 'refused' && problem.fields.length > 0 ? problem.fields : null
  useEffect(() => {
    if (refused) setErrors(shownFirst(employerFields, refused))
  }, [refused])

  const submit = async (): Promise<boolean> => {
    const problems = employerProblems(latest.current, Date.now())
    setErrors(shownFirst(employerFields, problems))
    if (problems.length > 0) return false
    const registered = await act({ body: employerRegistration(latest.current) }, '登记招工')
    if (!registered) return false
    clear()
    known(registered)
    return true
  }

  return { form, errors, busy, problem: refused ? null : problem, card, change, left, readCard, submit }
}
