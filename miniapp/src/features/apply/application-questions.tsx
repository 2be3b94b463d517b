import { fieldProblem } from '../../client/outcome'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { withdrawWords } from './place.text'
import { ReasonSheet, type ReasonQuestion } from './reason-sheet'
import type { Asking, WorkersApplication } from './use-application'

type WithReason = Exclude<Asking, 'withdraw' | 'finish' | null>

const questions: Record<WithReason, ReasonQuestion> = {
  cancel: {
    id: 'cancel-sheet',
    title: '真的去不了吗？',
    words: '协议已经签了，取消要说明原因，雇主会看到。取消后这活就不是您的了。',
    confirmLabel: '取消这个活',
    usual: ['身体不舒服', '家里有急事', '去不了那个地方'],
    danger: true,
    closeLabel: '还是去',
  },
  dispute_hours: {
    id: 'dispute-hours-sheet',
    title: '哪里不对？',
    words: '雇主会看到您写的，改好了再发给您看。',
    confirmLabel: '告诉雇主',
    usual: ['工时少算了', '工钱少了', '工时和工钱都不对'],
  },
  dispute_payment: {
    id: 'dispute-payment-sheet',
    title: '没收到工钱？',
    words: '雇主会看到您写的，要重新付。谈不拢可以拨 12333，不花钱。',
    confirmLabel: '告诉雇主',
    usual: ['一分钱没收到', '收到的不够数'],
  },
}

/** What is asked before it is done: only what cannot be undone, or what the other side will read. */
export function ApplicationQuestions({ reading, asking, ask, busy, problem, withdraw, cancel, finish, disputeHours, disputePayment }: WorkersApplication) {
  const close = (): void => ask(null)
  if (asking === null) return null
  if (asking === 'withdraw') {
    return (
      <ConfirmSheet
        id="withdraw-sheet"
        title="不去了吗？"
        words={reading.value ? withdrawWords(reading.value) : ''}
        confirmLabel="不去了"
        closeLabel="还是去"
        danger
        busy={busy}
        onConfirm={() => void withdraw()}
        onClose={close}
      />
    )
  }
  if (asking === 'finish') {
    return (
      <ConfirmSheet
        id="finish-sheet"
        title="今天的活干完了？"
        words="点了以后，工时算到现在，雇主来填工时和工钱，您再确认。"
        confirmLabel="干完了"
        closeLabel="还没有"
        busy={busy}
        onConfirm={() => void finish()}
        onClose={close}
      />
    )
  }
  const send = { cancel, dispute_hours: disputeHours, dispute_payment: disputePayment }[asking]
  return (
    <ReasonSheet
      key={asking}
      question={questions[asking]}
      busy={busy}
      error={fieldProblem(problem, 'reason')}
      onReason={(reason) => void send(reason)}
      onClose={close}
    />
  )
}
