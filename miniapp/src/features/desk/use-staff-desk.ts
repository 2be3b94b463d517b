import type { DeskPerson, Shown, ShownCard } from '@market/shared/desk/desk.contract'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { randomId } from '../../platform/random'
import { shownFirst } from '../register/shown-first'
import { cardIsWhole, deskFieldError, deskFields, deskProblems, deskRegistration, emptyDeskForm, isStale, type DeskField, type DeskForm } from './staff-desk-form'

/** Whom the desk is serving, by what they brought, and how they came to be on the screen. */
export type Served = { person: DeskPerson; shown: Shown; news: 'registered' | 'known' | 'found' }

export type DeskErrors = Partial<Record<DeskField, string>>

export type StaffDesk = {
  form: DeskForm
  errors: DeskErrors
  /** What looking the card up has come to. */
  looked: 'not_yet' | 'looking' | 'new' | { message: string }
  busy: boolean
  problem: Problem | null
  served: Served | null
  change: (part: Partial<DeskForm>) => void
  left: (field: DeskField, part: Partial<DeskForm>) => void
  /** Looks up a card or a slip; null when nobody came of it. */
  find: (shown: Shown) => Promise<DeskPerson | null>
  submit: () => Promise<void>
  serve: (served: Served) => void
  /** The next person, please: nothing of the one before stays. */
  next: () => void
}

const fieldOf: Partial<Record<keyof DeskForm, DeskField>> = {
  name: 'name', idNumber: 'idNumber', compared: 'compared', trades: 'trades', wishedPay: 'wishedPayFen', payUnit: 'wishedPayFen', phone: 'phone', consented: 'consent',
}

/** The desk: a card is looked up as soon as it is whole, somebody new is registered, and then there is one person to serve. */
export function useStaffDesk(): StaffDesk {
  const { value: form, change: keep } = useDraft<DeskForm>('desk-registration', emptyDeskForm)
  const entered = useRef(form)
  entered.current = form
  const [errors, setErrors] = useState<DeskErrors>({})
  const [looked, setLooked] = useState<StaffDesk['looked']>('not_yet')
  const [served, setServed] = useState<Served | null>(null)
  const lookedUp = useRef('')
  const { act, busy, problem } = useAct('POST /api/desk/registrations')

  const empty = (): void => {
    keep(emptyDeskForm)
    entered.current = emptyDeskForm
    setErrors({})
    setLooked('not_yet')
    lookedUp.current = ''
  }
  // What was left here by a queue that is long over is not shown again.
  const stale = useRef(isStale(form, Date.now()))
  useEffect(() => {
    if (!stale.current) return
    stale.current = false
    keep(emptyDeskForm)
  }, [keep])

  const find = async (shown: Shown): Promise<DeskPerson | null> => {
    setLooked('looking')
    const outcome = await api.call('POST /api/desk/finds', { body: { shown } }, await randomId())
    if (!outcome.ok) {
      setLooked({ message: outcome.problem.message })
      return null
    }
    const { person } = outcome.value
    setLooked(person === null ? 'new' : 'not_yet')
    if (person !== null) setServed({ person, shown, news: 'found' })
    return person
  }

  const lookUp = ({ name, idNumber }: DeskForm): void => {
    const card: ShownCard = { name, idNumber }
    const key = `${card.name} ${card.idNumber}`
    if (lookedUp.current === key || !cardIsWhole(card, Date.now())) return
    lookedUp.current = key
    void find(card)
  }

  const change = (part: Partial<DeskForm>): void => {
    const next = { ...entered.current, ...part, typedAt: Date.now() }
    entered.current = next
    keep({ ...part, typedAt: next.typedAt })
    if (part.name !== undefined || part.idNumber !== undefined) setLooked('not_yet')
    setErrors((before) => {
      const after = { ...before }
      for (const name of Object.keys(part) as (keyof DeskForm)[]) {
        const field = fieldOf[name]
        if (field && after[field] !== undefined) after[field] = deskFieldError(field, next, Date.now()) ?? undefined
      }
      return after
    })
    // A reader gives both at once; who types is asked about on leaving the field.
    if (part.name !== undefined && part.idNumber !== undefined) lookUp(next)
  }

  const left = (field: DeskField, part: Partial<DeskForm>): void => {
    const now = { ...entered.current, ...part }
    const isBlank = Object.values(part).every((value) => value === '')
    setErrors((before) => ({ ...before, [field]: (isBlank ? null : deskFieldError(field, now, Date.now())) ?? undefined }))
    if (field === 'name' || field === 'idNumber') lookUp(now)
  }

  const refused = problem?.kind === 'refused' && problem.fields.length > 0 ? problem.fields : null
  useEffect(() => {
    if (refused) setErrors(shownFirst(deskFields, refused))
  }, [refused])

  const submit = async (): Promise<void> => {
    const card = { name: entered.current.name, idNumber: entered.current.idNumber }
    const problems = deskProblems(entered.current, Date.now())
    setErrors(shownFirst(deskFields, problems))
    if (problems.length > 0) return
    const reply = await act({ body: deskRegistration(entered.current) }, '服务台登记')
    if (!reply) return
    empty()
    setServed({ person: reply.person, shown: card, news: reply.known ? 'known' : 'registered' })
  }

  const next = (): void => {
    empty()
    setServed(null)
  }
  return { form, errors, looked, busy, problem: refused ? null : problem, served, change, left, find, submit, serve: setServed, next }
}
