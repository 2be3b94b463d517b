import type { ByHandResult } from '@market/shared/arrive/by-hand.contract'
import { byHandReasonWords, reasonAfterHours, reasonsAtGate, type ByHandReason } from '@market/shared/arrive/by-hand.rules'
import { useState } from 'react'
import { useAct } from '../../client/use-act'
import type { Problem } from '../../client/outcome'
import { randomId } from '../../platform/random'
import { signal } from '../../platform/signal'
import { Notice } from '../../ui/notice'
import { ReasonedSheet } from '../../ui/reasoned-sheet'
import type { ExpectedPerson } from './staff-duty.text'

const choice = (value: ByHandReason) => ({ value, label: byHandReasonWords[value] })

/** What the sheet asks for: of somebody who stands there, or of hours that are over. */
const sheets = {
  atGate: { reasons: reasonsAtGate.map(choice), words: '请先看一眼身份证，是本人再报。报上去还不算，要另一位同事确认。', confirm: '看过了，报上去' },
  afterHours: { reasons: [choice(reasonAfterHours)], words: '请先问清楚：人去没去、干没干活。报上去还不算，要另一位同事核对；算到岗的话，从开工的时间算起。', confirm: '问清楚了，报上去' },
} as const

export type ByHandPerson = Pick<ExpectedPerson, 'applicationId' | 'workerMasked' | 'number' | 'jobTitle'>

export type ByHand = {
  /** Whom one is about to enter. */
  asking: ByHandPerson | null
  ask: (person: ByHandPerson | null) => void
  busy: boolean
  problem: Problem | null
  /** What became of the last one. */
  result: ByHandResult | null
  enter: (reason: ByHandReason) => Promise<void>
}

/** Entering somebody who has nothing to scan: a colleague has to confirm it. */
export function useByHand(): ByHand {
  const entering = useAct('POST /api/arrivals/by-hand')
  const [asking, ask] = useState<ByHandPerson | null>(null)
  const [result, setResult] = useState<ByHandResult | null>(null)
  const enter = async (reason: ByHandReason): Promise<void> => {
    if (asking === null) return
    setResult(null)
    const entered = await entering.act({ body: { scanId: await randomId(), applicationId: asking.applicationId, reason } }, `${asking.workerMasked} 人工报到岗`)
    signal(entered?.waits ? 'provisional' : 'no')
    setResult(entered)
    ask(null)
  }
  return { asking, ask, busy: entering.busy, problem: entering.problem, result, enter }
}

/** Asks why, and says that it does not count yet. */
export function ByHandSheet({ asking, busy, enter, ask, when }: ByHand & { when: keyof typeof sheets }) {
  if (asking === null) return null
  const { reasons, words, confirm } = sheets[when]
  const { workerMasked, number, jobTitle } = asking
  return (
    <ReasonedSheet
      id="by-hand-sheet"
      title={`人工报到岗：${workerMasked}`}
      words={`${number === null ? '' : `${number} 号，`}${jobTitle}。${words}`}
      confirmLabel={confirm}
      busy={busy}
      reasons={reasons}
      onReason={(reason) => void enter(reason)}
      onClose={() => ask(null)}
    />
  )
}

/** What became of whoever was entered last. */
export function ByHandAnswer({ problem, result }: Pick<ByHand, 'problem' | 'result'>) {
  if (problem) return <Notice id="by-hand-problem" tone="refused">{problem.message}</Notice>
  if (!result) return null
  return <Notice id="by-hand-result" tone={result.waits ? 'plain' : 'refused'}>{`${result.workerMasked}：${result.word}。${result.say}`}</Notice>
}
