import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import { agreedPayFen, proposalProblems, suggestSettlement } from '@market/shared/settle/settle.rules'
import { workTime, yuan } from '@market/shared/words/show'
import { clockTime } from '@market/shared/words/time'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { fenOf, LongTextField, MoneyField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { Stepper } from '../../ui/stepper'

/** One tap on plus or minus. */
const step = 15
const longestDay = 24 * 60

export type Proposal = { minutes: number; amountFen: number; note: string }

type Props = {
  application: Application
  who: string
  now: number
  minimumHourlyFen: number
  busy: boolean
  /** What the server said about a field or about the whole, if it refused. */
  refused: { message: string; fields: Partial<Record<string, string>> } | null
  onSend: (proposal: Proposal) => void
  onClose: () => void
}

/** The next quarter of an hour up or down, so that 487 minutes become 495 or 480. */
export const nextStep = (minutes: number, direction: 1 | -1): number =>
  direction > 0 ? (Math.floor(minutes / step) + 1) * step : (Math.ceil(minutes / step) - 1) * step

/** What was proposed before, or what the scans and the signed terms suggest. */
export function firstProposal({ terms, settlement, arrivedAt, finishedAt }: Application, now: number): { minutes: number; amountFen: number } {
  if (settlement) return { minutes: settlement.minutes, amountFen: settlement.amountFen }
  return suggestSettlement(terms, arrivedAt, finishedAt, now)
}

/** Hours and pay of one person, filled in already: mostly it is one tap. The worker confirms or says what is wrong. */
export function EmployerHours({ application, who, now, minimumHourlyFen, busy, refused, onSend, onClose }: Props) {
  const [first] = useState(() => firstProposal(application, now))
  const [minutes, setMinutes] = useState(first.minutes)
  const [amount, setAmount] = useState(String(first.amountFen / 100))
  const [note, setNote] = useState(application.settlement?.note ?? '')
  const [asked, setAsked] = useState(false)

  const proposal = { minutes, amountFen: fenOf(amount) ?? 0, note: note.trim() }
  const problems = Object.fromEntries(proposalProblems(application.terms, proposal, minimumHourlyFen).map(({ field, message }) => [field, message]))
  const unsaid = asked ? problems : {}
  const wrong = (field: string): string | null => unsaid[field] ?? refused?.fields[field] ?? null

  const setTime = (wanted: number): void => {
    setMinutes(wanted)
    // The pay follows the hours until somebody types another.
    setAmount(String(Math.ceil(agreedPayFen(application.terms, wanted) / 100)))
  }
  const time = (wanted: number) => (wanted >= step && wanted <= longestDay ? () => setTime(wanted) : null)
  const send = (): void => {
    setAsked(true)
    if (Object.keys(problems).length === 0) onSend(proposal)
  }

  return (
    <Sheet id="hours" title={`${who} 的工时和工钱`} onClose={onClose}>
      <View className="ui-soft">{attendanceWords(application)}</View>
      <Stepper
        id="minutes"
        label="干了多久"
        lessLabel="少一刻钟"
        moreLabel="多一刻钟"
        onLess={time(nextStep(minutes, -1))}
        onMore={time(nextStep(minutes, 1))}
        error={wrong('minutes')}
      >
        <View id="minutes">{workTime(minutes)}</View>
      </Stepper>
      <MoneyField id="amount" label="给多少工钱" value={amount} onChange={setAmount} hint={`按协议是 ${yuan(agreedPayFen(application.terms, minutes))} 元`} error={wrong('amountFen')} />
      <LongTextField id="note" label="想说明的（没有就空着）" value={note} onChange={setNote} error={wrong('note')} />
      {refused && <Notice id="sheet-problem" tone="refused">{refused.message}</Notice>}
      <Button id="propose-hours" label="发给工人确认" busy={busy} onTap={send} />
    </Sheet>
  )
}

/** From when to when, as scanned. */
function attendanceWords({ arrivedAt, finishedAt, terms }: Application): string {
  const agreed = `协议写的是 ${clockTime(terms.startsAt)}–${clockTime(terms.endsAt)}`
  if (arrivedAt === null) return agreed
  return `${clockTime(arrivedAt)} 到岗${finishedAt === null ? '，还没点下工' : `，${clockTime(finishedAt)} 下工`}；${agreed}`
}
