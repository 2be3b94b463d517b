import type { MyIdentity } from '@market/shared/identity/identity.contract'
import type { PaperKind } from '@market/shared/identity/identity.rules'
import { useRef, useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import type { Photo } from '../../platform/picture'
import { scrollToId } from '../../platform/scroll'
import { paperIn, papersProblems, startOf, submissionOf, type PaperForm, type PapersForm } from './employer-papers-form'
import { sendPicture } from './send-picture'
import { useReviewMarket, type ReviewMarket } from './use-review-market'

export type Submitting = {
  form: PapersForm
  photos: Partial<Record<PaperKind, Photo | null>>
  /** `business_licence.picture` and the like. */
  errors: Readonly<Record<string, string>>
  busy: boolean
  problem: Problem | null
  change: (part: Partial<Pick<PapersForm, 'legalRepresentative'>>) => void
  changePaper: (kind: PaperKind, part: Partial<PaperForm>) => void
  setPhoto: (kind: PaperKind, photo: Photo | null) => void
  submit: () => Promise<void>
  market: ReviewMarket
}

/** The papers of an employer while they are put together: what is typed survives, pictures stay in the page alone. */
export function useEmployerPapers({ employer, pictures }: { employer: NonNullable<MyIdentity['employer']>; pictures: MyIdentity['pictures'] }): Submitting {
  const { value: form, change: keep, clear } = useDraft(`papers:${employer.kind}`, startOf(employer))
  const latest = useRef(form)
  const [photos, setPhotos] = useState<Submitting['photos']>({})
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { act, busy, problem: unsentPapers } = useAct('POST /api/my-identity/papers')
  const market = useReviewMarket()

  const change = (part: Partial<PapersForm>): void => {
    latest.current = { ...latest.current, ...part }
    keep(part)
  }
  const changePaper = (kind: PaperKind, part: Partial<PaperForm>): void =>
    change({ papers: { ...latest.current.papers, [kind]: { ...paperIn(latest.current, kind), ...part } } })

  const pictured = [...pictures.map(({ kind }) => kind), ...(Object.keys(photos) as PaperKind[]).filter((kind) => photos[kind])]
  const problemsNow = () => papersProblems(latest.current, employer, pictured, Date.now())
  const told = problem ?? unsentPapers
  const refused = told?.kind === 'refused' ? told.fields : []
  // Said once somebody has tried; then each goes when it is put right.
  const wrong = tried ? papersProblems(form, employer, pictured, Date.now()) : []

  const submit = async (): Promise<void> => {
    setTried(true)
    setProblem(null)
    const [first] = problemsNow()
    if (first) return scrollToId(first.field.replace('.', '-'))
    const chosen = market.take()
    if (!chosen) return
    setSending(true)
    for (const kind of Object.keys(photos) as PaperKind[]) {
      const photo = photos[kind]
      const unsent = photo ? await sendPicture(kind, photo) : null
      if (unsent) {
        setProblem(besidePicture(unsent, kind))
        return setSending(false)
      }
    }
    const sent = await act({ body: submissionOf(latest.current, employer.kind, chosen.id) }, '交证照')
    setSending(false)
    if (sent) clear()
  }

  return {
    form, photos, busy: busy || sending, problem: refused.length > 0 ? null : told, change, changePaper, submit, market,
    errors: Object.fromEntries([...refused, ...wrong].map(({ field, message }) => [field, message])),
    setPhoto: (kind, photo) => setPhotos((before) => ({ ...before, [kind]: photo })),
  }
}

/** What is wrong with a picture stands beside that picture. */
const besidePicture = (problem: Problem, kind: PaperKind): Problem =>
  problem.kind === 'refused' ? { ...problem, fields: problem.fields.map(({ message }) => ({ field: `${kind}.picture`, message })) } : problem
