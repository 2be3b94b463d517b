import type { ShownCard } from '@market/shared/desk/desk.contract'
import type { Agreement } from '@market/shared/sign/sign.contract'
import type { Strokes } from '@market/shared/sign/sign.rules'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { randomId } from '../../platform/random'
import { scrollToId } from '../../platform/scroll'
import { signal } from '../../platform/signal'
import { missingAt, stepsFor, type CeremonyStep } from '../sign/sign.text'
import { deskSigningWords } from './desk-signing.text'

export type DeskSigning = {
  /** Null while it is being opened, or could not be. */
  agreement: Agreement | null
  openProblem: Problem | null
  open: () => Promise<void>
  step: CeremonyStep
  goOn: () => void
  goBack: () => void
  understoodFen: number | null
  answer: (fen: number) => void
  write: (strokes: Strokes) => void
  /** What staff vouch for. */
  compared: boolean
  asked: boolean
  vouch: (part: { compared?: boolean; asked?: boolean }) => void
  errors: Record<'pay' | 'strokes' | 'compared' | 'asked', string | null>
  changed: boolean
  busy: boolean
  problem: Problem | null
  sign: () => Promise<void>
  /** As it stands after signing. */
  signed: Agreement | null
}

type Given = { fen: number | null; strokes: Strokes; compared: boolean; asked: boolean }
const nothing: Given = { fen: null, strokes: [], compared: false, asked: false }
const noErrors: DeskSigning['errors'] = { pay: null, strokes: null, compared: null, asked: null }
const steps = stepsFor.worker

/**
 * The ceremony of one worker at the desk, as on a phone, but that staff with the ID card in hand stand for the second factor. Nothing
 * of it is kept on this phone: it is another person's, and the next one comes.
 * @param mustAsk the worker has a phone: staff say that they asked to sign here
 */
export function useDeskSigning(card: ShownCard, agreementId: string, mustAsk: boolean): DeskSigning {
  const [agreement, setAgreement] = useState<Agreement | null>(null)
  const [openProblem, setOpenProblem] = useState<Problem | null>(null)
  const [step, setStep] = useState<CeremonyStep>('read')
  const [given, setGiven] = useState<Given>(nothing)
  const now = useRef(nothing)
  const [errors, setErrors] = useState(noErrors)
  const [changed, setChanged] = useState(false)
  const [signed, setSigned] = useState<Agreement | null>(null)
  const { act, busy, problem } = useAct('POST /api/desk/signatures')

  const give = useCallback((part: Partial<Given>): void => {
    now.current = { ...now.current, ...part }
    setGiven(now.current)
  }, [])

  // A card has two fields; the object may be another one at each drawing.
  const { name, idNumber } = card
  const open = useCallback(async (): Promise<void> => {
    setOpenProblem(null)
    const outcome = await api.call('POST /api/desk/agreements', { body: { shown: { name, idNumber }, agreementId } }, await randomId())
    if (outcome.ok) setAgreement(outcome.value)
    else setOpenProblem(outcome.problem)
  }, [name, idNumber, agreementId])
  useEffect(() => void open(), [open])

  const refused = problem?.kind === 'refused' ? problem : null
  useEffect(() => {
    if (!refused) return
    signal('no')
    const aboutStrokes = refused.fields.find(({ field }) => field === 'strokes')
    if (refused.code === 'agreement_changed') {
      setChanged(true)
      give(nothing)
      setStep('read')
      void open()
    } else if (refused.code === 'pay_not_understood') {
      setErrors({ ...noErrors, pay: refused.message })
      setStep('pay')
    } else if (aboutStrokes) {
      setErrors({ ...noErrors, strokes: aboutStrokes.message })
      setStep('write')
    }
  }, [refused, open, give])

  useEffect(() => {
    scrollToId(signed ? 'desk-signed' : 'ceremony-step')
  }, [signed, step])

  const goTo = (by: 1 | -1): void => {
    const next = steps[steps.indexOf(step) + by]
    if (next) setStep(next)
  }
  const besideIt = refused !== null && (errors.pay !== null || errors.strokes !== null || refused.code === 'agreement_changed')
  return {
    agreement,
    openProblem,
    open,
    step,
    goOn: () => {
      const missing = missingAt(step, now.current)
      setErrors({ ...noErrors, ...missing })
      if (missing.pay !== null || missing.strokes !== null) return
      setChanged(false)
      goTo(1)
    },
    goBack: () => goTo(-1),
    understoodFen: given.fen,
    answer: (fen) => {
      give({ fen })
      setErrors(noErrors)
    },
    write: (strokes) => {
      give({ strokes })
      if (strokes.length > 0) setErrors(noErrors)
    },
    compared: given.compared,
    asked: given.asked,
    vouch: (part) => {
      give(part)
      setErrors(noErrors)
    },
    errors,
    changed,
    busy,
    problem: besideIt ? null : problem,
    async sign() {
      const { fen, strokes, compared, asked } = now.current
      const missing = { compared: compared ? null : deskSigningWords.comparedMissing, asked: mustAsk && !asked ? deskSigningWords.askedMissing : null }
      setErrors({ ...noErrors, ...missing })
      if (agreement === null || fen === null || !compared || missing.asked !== null) return
      const body = { shown: { name, idNumber }, agreementId, textHash: agreement.textHash, understoodPayFen: fen, strokes: strokes.map((stroke) => [...stroke]), compared, asked: mustAsk && asked }
      const done = await act({ body }, '在服务台签协议')
      if (!done) return
      signal('yes')
      setSigned(done)
    },
    signed,
  }
}
