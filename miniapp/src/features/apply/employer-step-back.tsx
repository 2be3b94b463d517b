import { useState } from 'react'
import { reasonProblems } from '@market/shared/apply/apply.rules'
import { Button } from '../../ui/button'
import { ChoiceGrid, type Choice } from '../../ui/choices'
import { LongTextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'

/** Reasons as people give them; what does not fit is written. */
const reasons: Record<'decline' | 'cancel', readonly Choice<string>[]> = {
  decline: [{ value: 'enough', label: '人已经招够了' }, { value: 'hours', label: '时间对不上' }, { value: 'no-job', label: '活取消了' }],
  cancel: [{ value: 'no-job', label: '活取消了' }, { value: 'hours', label: '时间要改' }, { value: 'silent', label: '一直联系不上' }],
}
const other: Choice<string> = { value: 'other', label: '别的原因' }

type Props = {
  step: 'decline' | 'cancel'
  who: string
  busy: boolean
  message: string | null
  onSend: (reason: string) => void
  onClose: () => void
}

/** Steps back from one person: with a reason, because the other side will read it, and it cannot be undone. */
export function EmployerStepBack({ step, who, busy, message, onSend, onClose }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState(false)
  const writes = chosen === other.value
  const reason = writes ? typed : (reasons[step].find(({ value }) => value === chosen)?.label ?? '')
  const problem = asked ? (reasonProblems(reason)[0]?.message ?? null) : null
  const send = (): void => {
    setAsked(true)
    if (reasonProblems(reason).length === 0) onSend(reason)
  }
  return (
    <Sheet id="step-back" title={step === 'decline' ? `不接受 ${who}？` : `取消和 ${who} 的用工？`} onClose={onClose}>
      <ChoiceGrid
        id="reason-choice"
        label="为什么？对方会看到"
        choices={[...reasons[step], other]}
        chosen={chosen === null ? [] : [chosen]}
        onChange={([value = null]) => setChosen(value)}
        error={writes ? null : problem}
      />
      {writes && <LongTextField id="reason" label="写一句原因" value={typed} onChange={setTyped} error={problem} />}
      <Notice id="step-back-words" tone="wait">{step === 'decline' ? '说了就不能再改回来，机会让给别人。' : '协议两边都签了，取消后不能再改回来，位子会放出来。'}</Notice>
      {message && <Notice id="sheet-problem" tone="refused">{message}</Notice>}
      <Button id="step-back-send" label={step === 'decline' ? '不接受' : '取消用工'} kind="danger" busy={busy} onTap={send} />
    </Sheet>
  )
}
