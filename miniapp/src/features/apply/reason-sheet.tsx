import { View } from '@tarojs/components'
import { useState } from 'react'
import { reasonProblems } from '@market/shared/apply/apply.rules'
import { ChoiceGrid } from '../../ui/choices'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { LongTextField } from '../../ui/fields'

export type ReasonQuestion = {
  id: string
  title: string
  words: string
  confirmLabel: string
  /** What people mostly mean, so that nobody has to type. */
  usual: readonly string[]
  danger?: boolean
  closeLabel?: string
}

type Props = { question: ReasonQuestion; busy: boolean; onReason: (reason: string) => void; onClose: () => void; error?: string | null }

/** Asks why before something the other side will read. One tap on a usual reason is enough. */
export function ReasonSheet({ question, busy, onReason, onClose, error }: Props) {
  const { id, title, words, confirmLabel, usual, danger, closeLabel } = question
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const send = (): void => {
    const found = reasonProblems(reason)[0]?.message ?? null
    setProblem(found)
    if (found === null) onReason(reason.trim())
  }
  return (
    <ConfirmSheet id={id} title={title} words={words} confirmLabel={confirmLabel} danger={danger} closeLabel={closeLabel} busy={busy} onConfirm={send} onClose={onClose}>
      <View className="ui-stack">
        <ChoiceGrid
          id={`${id}-usual`}
          label="点一个"
          choices={usual.map((value) => ({ value, label: value }))}
          chosen={[reason]}
          onChange={([chosen]) => setReason(chosen ?? '')}
        />
        <LongTextField id={`${id}-reason`} label="或者自己写" value={reason} error={problem ?? error ?? null} onChange={setReason} />
      </View>
    </ConfirmSheet>
  )
}
