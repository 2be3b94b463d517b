import { consent } from '@market/shared/register/consent'
import type { Answer, MyIdentity, OwnCheck } from '@market/shared/identity/identity.contract'
import { useEffect, useRef, useState } from 'react'
import { api, useChanges } from '../../client/market'
import { fieldProblem, type Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import type { Photo } from '../../platform/picture'
import { randomId } from '../../platform/random'
import { useIdCard, type CardReading } from '../register/use-id-card'
import { useSession } from '../session/session.store'
import { sendPicture } from './send-picture'
import { useReviewMarket, type ReviewMarket } from './use-review-market'

export type NumberForm = { name: string; idNumber: string; consented: boolean }
const emptyForm: NumberForm = { name: '', idNumber: '', consented: false }

export type Identifying = {
  reading: Reading<MyIdentity>
  form: NumberForm
  change: (part: Partial<NumberForm>) => void
  card: CardReading
  readCard: () => Promise<void>
  /** What the authority said last; null before it was asked. */
  answer: Answer | null
  busy: 'check' | 'face' | 'review' | null
  problem: Problem | null
  errorOf: (field: string) => string | null
  /** Checks what the account holds, or what was typed. */
  check: (typed: boolean) => Promise<void>
  checkFace: (photo: Photo) => Promise<void>
  idCardPhoto: Photo | null
  setIdCardPhoto: (photo: Photo | null) => void
  askReview: () => Promise<void>
  market: ReviewMarket
}

/** A person's own identity: checking it by the authority, and showing the card to staff where the authority cannot tell. */
export function useIdentity(): Identifying {
  const reading = useRead('GET /api/my-identity', {})
  const checking = useAct('POST /api/my-identity/checks')
  const asking = useAct('POST /api/my-identity/reviews')
  const market = useReviewMarket()
  const [form, setForm] = useState(emptyForm)
  const latest = useRef(form)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [busy, setBusy] = useState<Identifying['busy']>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [idCardPhoto, setIdCardPhoto] = useState<Photo | null>(null)
  const change = (part: Partial<NumberForm>): void => {
    latest.current = { ...latest.current, ...part }
    setForm(latest.current)
  }
  const { card, readCard } = useIdCard((read) => change(read))
  useRefreshedMe(reading.value)

  // The session's own problem is shown once, whichever act met it.
  const refused = checking.problem ?? asking.problem
  useEffect(() => setProblem(refused), [refused])

  const check = async (typed: boolean): Promise<void> => {
    const { name, idNumber, consented } = latest.current
    const body: OwnCheck = typed ? { name, idNumber, consent: consented ? consent.version : '' } : { name: '', idNumber: '', consent: '' }
    setBusy('check')
    const reply = await checking.act({ body }, '核对身份')
    setBusy(null)
    if (!reply) return
    setAnswer(reply.answer)
    change(emptyForm)
  }

  /** Straight to the server: a face never waits in the phone's storage. */
  const checkFace = async ({ base64 }: Photo): Promise<void> => {
    setBusy('face')
    setProblem(null)
    const outcome = await api.call('POST /api/my-identity/checks', { body: { name: '', idNumber: '', consent: '', face: base64 } }, await randomId())
    setBusy(null)
    if (!outcome.ok) return setProblem(outcome.problem)
    setAnswer(outcome.value.answer)
    useChanges.setState(({ count }) => ({ count: count + 1 }))
  }

  const askReview = async (): Promise<void> => {
    const chosen = market.take()
    if (!chosen) return
    setBusy('review')
    setProblem(null)
    const unsent = idCardPhoto ? await sendPicture('id_card', idCardPhoto) : null
    if (unsent) setProblem(unsent)
    else if (await asking.act({ body: { marketId: chosen.id } }, '交身份证给工作人员看')) setIdCardPhoto(null)
    setBusy(null)
  }

  return {
    reading, form, change, card, readCard, answer, busy, problem, check, checkFace, idCardPhoto, setIdCardPhoto, askReview, market,
    errorOf: (field) => fieldProblem(problem, field),
  }
}

/** What other pages know of the person follows what this page has learned. */
function useRefreshedMe(identity: MyIdentity | null): void {
  const { me, known } = useSession()
  const person = identity?.person.until
  const employer = identity?.employer?.until
  useEffect(() => {
    if (!me || person === undefined) return
    const employerUntil = employer ?? me.employer?.verifiedUntil ?? null
    if (me.verifiedUntil === person && (me.employer?.verifiedUntil ?? null) === employerUntil) return
    known({ ...me, verifiedUntil: person, employer: me.employer && { ...me.employer, verifiedUntil: employerUntil } })
  }, [me, known, person, employer])
}
