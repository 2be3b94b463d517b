import type { Party } from '@market/shared/sign/sign.rules'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { Notice } from '../../ui/notice'
import { EmployerStepBack } from '../apply/employer-step-back'
import { withdrawSheet } from './sign.text'
import type { SteppingBack } from './use-step-back'

type Props = SteppingBack & { party: Party; who: string; onReason: (reason: string) => void }

/** Asks before an agreement is given up, and says what happens then. */
export function StepBackSheet({ asking, ask, busy, problem, party, who, onReason }: Props) {
  if (!asking) return null
  const close = (): void => ask(false)
  if (party === 'employer') return <EmployerStepBack step="decline" who={who} busy={busy} message={problem?.message ?? null} onSend={onReason} onClose={close} />
  const { title, words, confirm } = withdrawSheet
  return (
    <ConfirmSheet id="withdraw-sheet" title={title} words={words} confirmLabel={confirm} danger closeLabel="再想想" busy={busy} onConfirm={() => onReason('')} onClose={close}>
      {problem && <Notice id="withdraw-problem" tone="refused">{problem.message}</Notice>}
    </ConfirmSheet>
  )
}
