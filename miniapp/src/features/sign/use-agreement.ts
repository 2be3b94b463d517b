import { useEffect, useRef, useState } from 'react'
import type { Application } from '@market/shared/apply/apply.contract'
import type { Agreement } from '@market/shared/sign/sign.contract'
import { handwritingProblems, type Party, type Strokes } from '@market/shared/sign/sign.rules'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import { scrollToId } from '../../platform/scroll'
import { signal } from '../../platform/signal'
import { useSession } from '../session/session.store'

export type Signing = {
  reading: Reading<Agreement>
  party: Party
  /** What the worker answered to the question about the pay, in fen. */
  understoodFen: number | null
  answer: (fen: number) => void
  write: (strokes: Strokes) => void
  payError: string | null
  strokesError: string | null
  /** A refusal that belongs to no part of the page. */
  problem: Problem | null
  /** The text was changed by the other side while it was being read: it has to be read again. */
  changed: boolean
  busy: boolean
  /** What the server said after signing. */
  signed: Application | null
  sign: () => Promise<void>
}

/**
 * Reading an agreement and signing it, for either side. What was read is proved by the hash of its text; a text that
 * has changed meanwhile is shown anew, and the answer and the handwriting given to the old one are dropped.
 */
export function useAgreement(agreementId: string, party: Party): Signing {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const reading = useRead('GET /api/agreements/:agreementId', signedIn ? { params: { agreementId } } : null)
  const { act, busy, problem } = useAct('POST /api/agreements/:agreementId/signatures')
  const [understoodFen, setUnderstood] = useState<number | null>(null)
  // As they were given, also when an old phone has not drawn the answer yet when 签字 is tapped.
  const given = useRef<{ fen: number | null; strokes: Strokes }>({ fen: null, strokes: [] })
  const [errors, setErrors] = useState<{ pay: string | null; strokes: string | null }>({ pay: null, strokes: null })
  const [changed, setChanged] = useState(false)
  const [signed, setSigned] = useState<Application | null>(null)
  const { reload } = reading

  const refused = problem?.kind === 'refused' ? problem : null
  useEffect(() => {
    if (!refused) return
    signal('no')
    if (refused.code === 'agreement_changed') {
      setChanged(true)
      setUnderstood(null)
      given.current = { fen: null, strokes: [] }
    }
    if (refused.code === 'pay_not_understood') {
      setErrors((before) => ({ ...before, pay: refused.message }))
      scrollToId('pay-choice')
    }
    const aboutStrokes = refused.fields.find(({ field }) => field === 'strokes')
    if (aboutStrokes) setErrors((before) => ({ ...before, strokes: aboutStrokes.message }))
    void reload()
  }, [refused, reload])

  // What happens next stands at the top of the page; the name was written at its end.
  useEffect(() => {
    if (signed) scrollToId('signed-state')
  }, [signed])

  const sign = async (): Promise<void> => {
    const agreement = reading.value
    if (!agreement) return
    const { fen, strokes } = given.current
    const pay = party === 'worker' && fen === null ? '请先点一下，您该拿多少钱' : null
    const writing = handwritingProblems(strokes)[0]?.message ?? null
    setErrors({ pay, strokes: writing })
    if (pay !== null) return scrollToId('pay-choice')
    if (writing !== null) return scrollToId('signature')
    setChanged(false)
    const done = await act(
      {
        params: { agreementId },
        body: { textHash: agreement.textHash, understoodPayFen: party === 'worker' ? fen : null, strokes: strokes.map((stroke) => [...stroke]) },
      },
      '签协议',
    )
    if (!done) return
    signal('yes')
    setSigned(done.application)
  }

  const besideIt = refused?.code === 'pay_not_understood' || refused?.code === 'agreement_changed' || errors.strokes !== null
  return {
    reading,
    party,
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
    problem: besideIt ? null : problem,
    changed,
    busy,
    signed,
    sign,
  }
}
