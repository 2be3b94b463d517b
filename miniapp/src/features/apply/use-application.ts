import { useState } from 'react'
import type { Application } from '@market/shared/apply/apply.contract'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { ownThingsMs, useKeptFresh } from '../../client/use-kept-fresh'
import { useRead, type Reading } from '../../client/use-read'
import { useReloadAt } from '../../client/use-reload-at'
import { open } from '../../platform/navigation'
import { signal } from '../../platform/signal'
import { useInFront } from '../../platform/use-in-front'
import { paths } from '../../pages/paths'
import { useSession } from '../session/session.store'

/** Something the worker is asked about before it is done. */
export type Asking = 'withdraw' | 'cancel' | 'finish' | 'dispute_hours' | 'dispute_payment' | null

export type WorkersApplication = {
  reading: Reading<Application>
  busy: boolean
  /** Why the last thing tried was refused. */
  problem: Problem | null
  asking: Asking
  ask: (what: Asking) => void
  /** Takes the place that is held; `insteadOf` gives one of the worker's own up for it. */
  accept: (insteadOf?: string) => Promise<void>
  /** The place that is held collides with other work of the worker's. */
  collides: boolean
  withdraw: () => Promise<void>
  cancel: (reason: string) => Promise<void>
  finish: () => Promise<void>
  agreeHours: () => Promise<void>
  disputeHours: (reason: string) => Promise<void>
  confirmPayment: () => Promise<void>
  disputePayment: (reason: string) => Promise<void>
}

/** One application and everything its worker can do with it. What is shown is read again after each act, also a refused one. */
export function useApplication(applicationId: string): WorkersApplication {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const reading = useRead('GET /api/applications/:applicationId', signedIn ? { params: { applicationId } } : null)
  const state = reading.value?.state
  // In the queue and while a place is held it is others, or a clock, that move it on.
  useKeptFresh(reading, state === 'queued' || state === 'offered' ? ownThingsMs : null)
  useReloadAt(reading, reading.value?.offerUntil ?? null)
  const [asking, ask] = useState<Asking>(null)
  const accepting = useAct('POST /api/applications/:applicationId/accept')
  const inFront = useInFront()
  const withdrawing = useAct('POST /api/applications/:applicationId/withdraw')
  const cancelling = useAct('POST /api/applications/:applicationId/cancel')
  const finishing = useAct('POST /api/applications/:applicationId/finish')
  const agreeing = useAct('POST /api/applications/:applicationId/hours/agree')
  const disputing = useAct('POST /api/applications/:applicationId/hours/dispute')
  const receiving = useAct('POST /api/applications/:applicationId/payment/confirm')
  const missing = useAct('POST /api/applications/:applicationId/payment/dispute')
  const all = [accepting, withdrawing, cancelling, finishing, agreeing, disputing, receiving, missing]

  const params = { applicationId }
  const title = reading.value?.terms.title ?? ''
  /** The other side may have moved first: what is there now is shown either way. */
  const after = async (done: Application | null): Promise<void> => {
    ask(null)
    signal(done ? 'yes' : 'no')
    if (!done) await reading.reload()
  }

  const overlaps = accepting.problem?.kind === 'refused' && accepting.problem.code === 'time_overlap'
  // What collides is said with its way out, for as long as the place is held; nothing else that is refused is hidden by it.
  const refusals = all.filter((one) => one !== accepting || !overlaps)
  return {
    reading,
    busy: all.some(({ busy }) => busy),
    problem: refusals.find(({ problem }) => problem)?.problem ?? null,
    collides: overlaps && state === 'offered',
    accept: async (insteadOf) => {
      // Whoever says yes says it to the terms on the screen.
      const jobVersion = reading.value?.terms.jobVersion ?? 1
      const done = await accepting.act({ params, body: { jobVersion, ...(insteadOf === undefined ? {} : { insteadOf }) } }, `去“${title}”`)
      await after(done)
      if (done?.agreement && inFront()) await open(paths.agreement, { agreementId: done.agreement.id, side: 'worker', applied: '1' })
    },
    asking,
    ask,
    withdraw: async () => after(await withdrawing.act({ params }, `取消报名“${title}”`)),
    cancel: async (reason) => after(await cancelling.act({ params, body: { reason } }, `取消“${title}”`)),
    finish: async () => after(await finishing.act({ params }, `下工“${title}”`)),
    agreeHours: async () => {
      const settlement = reading.value?.settlement
      if (!settlement) return
      const { minutes, amountFen } = settlement
      await after(await agreeing.act({ params, body: { minutes, amountFen } }, '确认工时'))
    },
    disputeHours: async (reason) => after(await disputing.act({ params, body: { reason } }, '说工时不对')),
    confirmPayment: async () => after(await receiving.act({ params }, '确认收到工钱')),
    disputePayment: async (reason) => after(await missing.act({ params, body: { reason } }, '说没收到钱')),
  }
}
