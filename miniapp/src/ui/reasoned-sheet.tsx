import { useState } from 'react'
import { ChoiceGrid } from './choices'
import { ConfirmSheet } from './confirm-sheet'

type Props<R extends string> = {
  id: string
  title: string
  words: string
  confirmLabel: string
  danger?: boolean
  busy: boolean
  reasons: readonly { value: R; label: string }[]
  onReason: (reason: R) => void
  onClose: () => void
}

/** Asks for a reason from a closed list: it is kept in the audit log, where nothing personal may be typed. */
export function ReasonedSheet<R extends string>({ reasons, onReason, id, ...sheet }: Props<R>) {
  const [chosen, choose] = useState<R | null>(null)
  const [missing, setMissing] = useState(false)
  const send = (): void => {
    if (chosen === null) setMissing(true)
    else onReason(chosen)
  }
  return (
    <ConfirmSheet {...sheet} id={id} onConfirm={send}>
      <ChoiceGrid id={`${id}-reason`} label="为什么" choices={reasons} chosen={chosen === null ? [] : [chosen]} onChange={([value]) => choose(value ?? null)} error={missing && chosen === null ? '请点一个原因' : null} />
    </ConfirmSheet>
  )
}
