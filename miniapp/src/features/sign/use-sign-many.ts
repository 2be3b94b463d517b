import { useEffect, useRef, useState } from 'react'
import type { AgreementsToSign, Confirm, Verdict } from '@market/shared/sign/sign.contract'
import { handwritingProblems, type Strokes } from '@market/shared/sign/sign.rules'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import { scrollToId } from '../../platform/scroll'
import { signal } from '../../platform/signal'
import { manyWords, stepsFor, type CeremonyStep } from './sign.text'
import { useConfirm, type Confirming } from './use-confirm'

export type Waiting = AgreementsToSign['agreements'][number]
export type Ended = { who: string; verdict: Verdict }

export type SigningMany = {
  reading: Reading<AgreementsToSign>
  step: CeremonyStep
  goOn: () => void
  goBack: () => void
  /** Those that are to be signed now. */
  taken: readonly Waiting[]
  isLeft: (id: string) => boolean
  toggle: (id: string) => void
  write: (strokes: Strokes) => void
  error: string | null
  confirming: Confirming
  busy: boolean
  problem: Problem | null
  /** What became of each; null before it was signed. */
  ended: readonly Ended[] | null
  /** Whoever waits beyond these. */
  again: () => void
}

/** An employer signs the agreements of one job in one act: one look, one handwriting, one confirmation. */
export function useSignMany(jobId: string): SigningMany {
  const reading = useRead('GET /api/jobs/:jobId/agreements', { params: { jobId } })
  const { act, busy, problem } = useAct('POST /api/jobs/:jobId/signatures')
  const [step, setStep] = useState<CeremonyStep>('read')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [error, setError] = useState<string | null>(null)
  const [ended, setEnded] = useState<readonly Ended[] | null>(null)
  const strokes = useRef<Strokes>([])
  const taken = (reading.value?.agreements ?? []).filter(({ id }) => !left.has(id))
  const agreements = taken.map(({ id, textHash }) => ({ agreementId: id, textHash }))
  const { reload } = reading

  const sign = async (confirm: Confirm): Promise<void> => {
    const body = { agreements, strokes: strokes.current.map((stroke) => [...stroke]), confirm }
    const done = await act({ params: { jobId }, body }, manyWords.title)
    if (!done) return signal('no')
    signal('yes')
    setEnded(done.results.map(({ agreementId, verdict }) => ({ who: taken.find(({ id }) => id === agreementId)?.workerMasked ?? '', verdict })))
    void reload()
  }
  const confirming = useConfirm({ agreements, refused: problem, onConfirm: (confirm) => void sign(confirm) })
  const { forget, problem: sendProblem } = confirming

  // Somebody's text changed or somebody left before the code was sent: the list is looked at again.
  const stale = sendProblem?.kind === 'refused' && ['agreement_changed', 'step_not_allowed', 'not_found'].includes(sendProblem.code)
  useEffect(() => {
    if (!stale) return
    void reload()
    setStep('read')
  }, [stale, reload])

  useEffect(() => scrollToId(ended ? 'many-done' : 'ceremony-step'), [step, ended])

  const steps = stepsFor.employer
  const at = steps.indexOf(step)
  return {
    reading,
    step,
    goOn: () => {
      const missing = step === 'write' ? (handwritingProblems(strokes.current)[0]?.message ?? null) : taken.length === 0 ? manyWords.nobody : null
      setError(missing)
      const next = steps[at + 1]
      if (missing === null && next) setStep(next)
    },
    goBack: () => {
      const before = steps[at - 1]
      if (before) setStep(before)
    },
    taken,
    isLeft: (id) => left.has(id),
    toggle: (id) => {
      // A code is for exactly these: with others it counts no more.
      forget()
      setError(null)
      setLeft((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      })
    },
    write: (written) => {
      strokes.current = written
      if (written.length > 0) setError(null)
    },
    error,
    confirming,
    busy,
    problem: confirming.codeError ? null : problem,
    ended,
    again: () => {
      setEnded(null)
      setStep('read')
      setLeft(new Set())
      forget()
    },
  }
}
