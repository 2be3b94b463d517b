import type { Application } from '@market/shared/apply/apply.contract'
import { isOver, mayApplyAgain, type ApplicationState } from '@market/shared/journey'
import { yuan } from '@market/shared/words/show'
import { open, startAt } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { workerMoves } from './progress'
import type { Asking, WorkersApplication } from './use-application'

type Means = Pick<WorkersApplication, 'ask' | 'accept' | 'collides' | 'agreeHours' | 'confirmPayment'> & { application: Application; now: number }

export type Action = { id: string; label: string; kind: 'main' | 'secondary' | 'danger' | 'quiet'; pictogram?: 'scan' | 'edit'; do: () => void }

const withdrawWords: Partial<Record<ApplicationState, string>> = { queued: '不等了', offered: '不去' }

/** What the worker can do now: the expected thing first, stepping back or disagreeing after it. Where all is over, the way on. */
export function actionsOf({ application, now, ask, accept, collides, agreeHours, confirmPayment }: Means): Action[] {
  const { id, agreement, settlement, state } = application
  if (isOver(state)) {
    const again: Action[] = mayApplyAgain(state) ? [{ id: 'see-job', label: '再看看这个活', kind: 'quiet', do: () => void open(paths.job, { jobId: application.job.id }) }] : []
    return [{ id: 'find-more', label: '接着找活', kind: 'main', do: () => void startAt(paths.find) }, ...again]
  }
  // The hours of a signed place are over: there is nothing to show a code for or to call off, and the page says what is left.
  if (state === 'signed' && now > application.terms.endsAt) return []
  const asked = (what: Asking) => () => ask(what)
  const sign = (): void => {
    if (agreement) void open(paths.agreement, { agreementId: agreement.id, side: 'worker' })
  }
  const actions: Action[] = workerMoves(state).flatMap((move): Action[] => {
    switch (move) {
      case 'sign_as_worker':
        return [{ id: 'sign', label: '看协议，签字', kind: 'main', pictogram: 'edit', do: sign }]
      case 'accept':
        // Where it collides, taking it instead of the other one is what is offered first.
        return [{ id: 'accept', label: '我去', kind: collides ? 'secondary' : 'main', do: () => void accept() }]
      case 'withdraw':
        return [{ id: 'withdraw', label: withdrawWords[state] ?? '不去了，取消报名', kind: 'quiet', do: asked('withdraw') }]
      case 'cancel':
        return [{ id: 'cancel', label: '去不了了', kind: 'quiet', do: asked('cancel') }]
      case 'finish':
        return [{ id: 'finish', label: '干完了，下工', kind: 'main', do: asked('finish') }]
      case 'agree_hours':
        return settlement ? [{ id: 'agree-hours', label: `对，就是 ${yuan(settlement.amountFen)} 元`, kind: 'main', do: () => void agreeHours() }] : []
      case 'dispute_hours':
        return [{ id: 'dispute-hours', label: '不对', kind: 'danger', do: asked('dispute_hours') }]
      case 'confirm_payment':
        return [{ id: 'confirm-payment', label: settlement ? `收到 ${yuan(settlement.amountFen)} 元了` : '收到钱了', kind: 'main', do: () => void confirmPayment() }]
      case 'dispute_payment':
        return [{ id: 'dispute-payment', label: '没收到，或者不够', kind: 'danger', do: asked('dispute_payment') }]
      case 'offer':
      case 'lapse':
      case 'sign_as_employer':
      case 'decline':
      case 'take_down':
      case 'arrive':
      case 'propose_hours':
      case 'record_payment':
        return []
    }
  })
  const pass: Action[] =
    state === 'signed' ? [{ id: 'open-work-pass', label: '打开工作码', kind: 'main', pictogram: 'scan', do: () => void open(paths.workPass, { applicationId: id }) }] : []
  return [...pass, ...actions]
}

/** The buttons at the thumb, as `actionsOf` gives them. */
export function ApplicationActions({ actions, busy }: { actions: readonly Action[]; busy: boolean }) {
  return (
    <>
      {actions.map(({ id, label, kind, pictogram, do: act }) => (
        <Button key={id} id={id} label={label} kind={kind} pictogram={pictogram} small={kind === 'quiet'} busy={busy && kind === 'main'} disabled={busy} onTap={act} />
      ))}
    </>
  )
}
