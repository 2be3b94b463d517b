import type { FieldProblem } from '@market/shared/errors'
import type { WorkLicenceKind } from '@market/shared/identity/work-licences'
import { checkLicence } from '@market/shared/identity/work-licences.rules'
import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import type { Photo } from '../../platform/picture'
import { scrollToId } from '../../platform/scroll'
import { sendPicture } from './send-picture'
import { useReviewMarket, type ReviewMarket } from './use-review-market'

type Form = { kind: WorkLicenceKind | null; number: string; validUntil: string; reviewBy: string }
const empty: Form = { kind: null, number: '', validUntil: '', reviewBy: '' }

export type AddingLicence = {
  form: Form
  photo: Photo | null
  errors: Readonly<Record<string, string>>
  busy: boolean
  problem: Problem | null
  change: (part: Partial<Form>) => void
  setPhoto: (photo: Photo | null) => void
  /** True once it was handed in. */
  submit: () => Promise<boolean>
  market: ReviewMarket
}

/**
 * One licence while it is put together. Its number is mostly the holder's ID number: neither it nor the picture is kept on the
 * phone, so nothing of it is a draft.
 */
export function useAddingLicence(hasPicture: boolean): AddingLicence {
  const [form, setForm] = useState(empty)
  const [photo, setPhoto] = useState<Photo | null>(null)
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState(false)
  const [unsent, setUnsent] = useState<Problem | null>(null)
  const { act, busy, problem: refusal } = useAct('POST /api/my-work-licences')
  const market = useReviewMarket()

  const problems = (): readonly FieldProblem[] => {
    if (form.kind === null) return [{ field: 'kind', message: '请选证上准许做的是哪一种' }]
    // Whose ID number stands in it is asked by the server, which has it.
    const own = /^T?([0-9]{17}[0-9X])$/i.exec(form.number.replace(/\s/g, ''))?.[1]?.toUpperCase() ?? null
    return checkLicence({ ...form, kind: form.kind }, { pictured: photo !== null || hasPicture, idNumber: own, now: Date.now() }).problems
  }

  const submit = async (): Promise<boolean> => {
    setTried(true)
    setUnsent(null)
    const [first] = problems()
    if (first || form.kind === null) {
      scrollToId(`licence-${first?.field ?? 'kind'}`)
      return false
    }
    const chosen = market.take()
    if (!chosen) return false
    setSending(true)
    const wrong = photo ? await sendPicture('work_licence', photo) : null
    if (wrong) setUnsent(wrong.kind === 'refused' ? { ...wrong, fields: wrong.fields.map(({ message }) => ({ field: 'picture', message })) } : wrong)
    const sent = wrong ? null : await act({ body: { ...form, kind: form.kind, marketId: chosen.id } }, '交操作证')
    setSending(false)
    return sent !== null
  }

  const told = unsent ?? refusal
  const refused = told?.kind === 'refused' ? told.fields : []
  return {
    form, photo, setPhoto, submit, market,
    errors: Object.fromEntries([...refused, ...(tried ? problems() : [])].map(({ field, message }) => [field, message])),
    busy: busy || sending,
    problem: refused.length > 0 ? null : told,
    change: (part) => setForm((before) => ({ ...before, ...part })),
  }
}
