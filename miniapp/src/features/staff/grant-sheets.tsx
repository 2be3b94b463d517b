import { endReasons, endReasonWords, refuseReasons, refuseReasonWords, type EndReason, type RefuseReason } from '@market/shared/staff/staff.rules'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { ReasonedSheet } from '../../ui/reasoned-sheet'
import { confirmWords, endWords, rightWords } from './staff.text'
import type { GrantMoves } from './use-grant-moves'

/** What is asked before a right is confirmed, refused or ended. */
export function GrantSheets({ moves: { asking, ask, busy, confirm, refuse, end }, personId, now }: { moves: GrantMoves; personId: string; now: number }) {
  if (asking === null) return null
  const { what, grant } = asking
  const close = (): void => ask(null)
  if (what === 'confirm') {
    return (
      <ConfirmSheet id="confirm-grant" title={`给 ${grant.person.nameMasked} 开权限`} words={confirmWords(grant, now)} confirmLabel="确认开通" busy={busy} onConfirm={() => void confirm()} onClose={close} />
    )
  }
  if (what === 'end') {
    return (
      <ReasonedSheet
        id="end-grant" title={`停掉 ${grant.person.nameMasked} 的权限`} words={endWords(grant)} confirmLabel="马上停掉" danger busy={busy} onClose={close}
        reasons={endReasons.map((value) => ({ value, label: endReasonWords[value] }))} onReason={(reason: EndReason) => void end(reason)}
      />
    )
  }
  if (grant.proposedBy?.personId === personId) {
    return (
      <ConfirmSheet id="take-back" title="撤回这次提出" words={`${grant.person.nameMasked} · ${rightWords(grant)}。撤回后可以重新提。`} confirmLabel="撤回" busy={busy} onConfirm={() => void refuse('taken_back')} onClose={close} />
    )
  }
  return (
    <ReasonedSheet
      id="refuse-grant" title="不同意开这个权限" words={`${grant.person.nameMasked} · ${rightWords(grant)}`} confirmLabel="不同意" busy={busy} onClose={close}
      reasons={refuseReasons.filter((value) => value !== 'taken_back').map((value) => ({ value, label: refuseReasonWords[value] }))}
      onReason={(reason: RefuseReason) => void refuse(reason)}
    />
  )
}
