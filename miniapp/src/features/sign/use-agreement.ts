import { useCallback, useEffect, useRef, useState } from 'react'
import type { Application } from '@market/shared/apply/apply.contract'
import type { Agreement, Confirm } from '@market/shared/sign/sign.contract'
import type { Party, Strokes } from '@market/shared/sign/sign.rules'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { ownThingsMs, useKeptFresh } from '../../client/use-kept-fresh'
import { useRead, type Reading } from '../../client/use-read'
import { scrollToId } from '../../platform/scroll'
import { signal } from '../../platform/signal'
import { slot } from '../../platform/storage'
import { useSession } from '../session/session.store'
import { missingAt, stepsFor, type CeremonyStep } from './sign.text'
import { useConfirm, type Confirming } from './use-confirm'

export type Ceremony = {
  reading: Reading<Agreement>
  party: Party
  step: CeremonyStep
  /** On to the next step, when this one is done; otherwise it says what is missing. */
  goOn: () => void
  goBack: () => void
  /** What the worker answered to the question about the pay, in fen. */
  understoodFen: number | null
  answer: (fen: number) => void
  write: (strokes: Strokes) => void
  payError: string | null
  strokesError: string | null
  confirming: Confirming
  /** A refusal that belongs to no part of the page. */
  problem: Problem | null
  /** The text was changed by the other side while it was being read: it has to be read again. */
  changed: boolean
  busy: boolean
  /** What the server said after signing. */
  signed: Application | null
}

/** How far somebody came with one text, on this phone. The handwriting is biometric data and is not kept. */
type Kept = { textHash: string; step: CeremonyStep; fen: number | null }

/**
 * Signing an agreement step by step, for either side. What was read is proved by the hash of its text; a text that has changed
 * meanwhile begins anew. Broken off, it goes on at its step.
 */
export function useAgreement(agreementId: string, party: Party): Ceremony {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const reading = useRead('GET /api/agreements/:agreementId', signedIn ? { params: { agreementId } } : null)
  const { act, busy, problem } = useAct('POST /api/agreements/:agreementId/signatures')
  const [kept] = useState(() => slot<Kept>(`ceremony.1:${agreementId}:${party}`))
  const [step, setStep] = useState<CeremonyStep>('read')
  const [understoodFen, setUnderstood] = useState<number | null>(null)
  // As they were given, also when an old phone has not drawn the answer yet when the button is tapped.
  const given = useRef<{ fen: number | null; strokes: Strokes }>({ fen: null, strokes: [] })
  const [errors, setErrors] = useState<{ pay: string | null; strokes: string | null }>({ pay: null, strokes: null })
  const [changed, setChanged] = useState(false)
  const [signed, setSigned] = useState<Application | null>(null)
  const { reload } = reading
  const agreement = reading.value
  const textHash = agreement?.textHash ?? null
  const signedBySelf = agreement?.signatures.some((signature) => signature.party === party) ?? false
  // From here on it is the other side, then the authority, that move it on; whoever stays on the page sees them do it.
  useKeptFresh(reading, agreement && signedBySelf && !agreement.hasPaper ? ownThingsMs : null)

  const goTo = (next: CeremonyStep): void => {
    setStep(next)
    if (textHash !== null) kept.write({ textHash, step: next, fen: given.current.fen })
  }

  const started = useRef(false)
  useEffect(() => {
    if (textHash === null || started.current) return
    started.current = true
    const before = kept.read()
    if (before?.textHash !== textHash) return
    given.current.fen = before.fen
    setUnderstood(before.fen)
    setStep(before.step === 'confirm' ? 'write' : before.step)
  }, [textHash, kept])

  const sign = async (confirm: Confirm): Promise<void> => {
    if (!agreement) return
    const { fen, strokes } = given.current
    setChanged(false)
    const done = await act(
      {
        params: { agreementId },
        body: { textHash: agreement.textHash, understoodPayFen: party === 'worker' ? fen : null, strokes: strokes.map((stroke) => [...stroke]), confirm },
      },
      '签协议',
    )
    if (!done) return
    signal('yes')
    kept.clear()
    setSigned(done.application)
  }

  const confirming = useConfirm({
    agreements: agreement ? [{ agreementId, textHash: agreement.textHash }] : [],
    refused: problem,
    onConfirm: (confirm) => void sign(confirm),
  })
  const { forget, problem: sendProblem } = confirming

  const beginAnew = useCallback((): void => {
    setChanged(true)
    setUnderstood(null)
    given.current = { fen: null, strokes: [] }
    forget()
    setStep('read')
  }, [forget])

  // The text may have changed before a code was sent for it.
  const changedBeforeCode = sendProblem?.kind === 'refused' && sendProblem.code === 'agreement_changed'
  useEffect(() => {
    if (!changedBeforeCode) return
    beginAnew()
    void reload()
  }, [changedBeforeCode, beginAnew, reload])

  const refused = problem?.kind === 'refused' ? problem : null
  useEffect(() => {
    if (!refused) return
    signal('no')
    if (refused.code === 'agreement_changed') beginAnew()
    if (refused.code === 'pay_not_understood') {
      setErrors((before) => ({ ...before, pay: refused.message }))
      setStep('pay')
    }
    const aboutStrokes = refused.fields.find(({ field }) => field === 'strokes')
    if (aboutStrokes) {
      setErrors((before) => ({ ...before, strokes: aboutStrokes.message }))
      setStep('write')
    }
    if (!ofTheCode.includes(refused.code)) void reload()
  }, [refused, reload, beginAnew])

  // Each step begins at its top, and so does what happens next.
  useEffect(() => {
    if (signed) scrollToId('signed-state')
    else if (started.current) scrollToId('ceremony-step')
  }, [signed, step])

  const steps = stepsFor[party]
  const at = steps.indexOf(step)
  const goOn = (): void => {
    const missing = missingAt(step, given.current)
    setErrors(missing)
    if (missing.pay !== null || missing.strokes !== null) return
    setChanged(false)
    const next = steps[at + 1]
    if (next) goTo(next)
  }

  const besideIt = refused !== null && (['pay_not_understood', 'agreement_changed', ...ofTheCode] as string[]).includes(refused.code)
  return {
    reading,
    party,
    step,
    goOn,
    goBack: () => {
      const before = steps[at - 1]
      if (before) goTo(before)
    },
    understoodFen,
    answer: (fen) => {
      given.current = { ...given.current, fen }
      setUnderstood(fen)
      setErrors((before) => ({ ...before, pay: null }))
    },
    write: (written) => {
      given.current = { ...given.current, strokes: written }
      if (written.length > 0) setErrors((before) => ({ ...before, strokes: null }))
    },
    payError: errors.pay,
    strokesError: errors.strokes,
    confirming,
    problem: besideIt || errors.strokes !== null ? null : problem,
    changed,
    busy,
    signed,
  }
}

/** Refusals that stand beside the code. */
const ofTheCode: readonly string[] = ['code_wrong', 'code_over']
