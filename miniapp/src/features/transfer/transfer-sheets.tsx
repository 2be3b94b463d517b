import type { Transfer, TransferOption } from '@market/shared/transfer/transfer.contract'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { leavesWords, turnBackWords } from './transfer.text'

/** What is asked before it is done: going by oneself, going along on a bus, and turning back. None of it comes back by itself. */
export type TransferAsking = { what: 'go'; option: TransferOption; jobId?: string } | { what: 'ride'; offer: Transfer } | { what: 'turn_back'; moving: Transfer }

type Props = {
  asking: TransferAsking
  onGo: (toMarketId: string, jobId?: string) => void
  onRide: (transferId: string) => void
  onTurnBack: (transferId: string) => void
  onClose: () => void
}

export function TransferSheets({ asking, onGo, onRide, onTurnBack, onClose }: Props) {
  if (asking.what === 'turn_back') {
    const { moving } = asking
    return <ConfirmSheet id="turn-back-sheet" title={`不去${moving.to.name}了？`} words={turnBackWords(moving)} confirmLabel="不去了" closeLabel="还去" danger onConfirm={() => onTurnBack(moving.id)} onClose={onClose} />
  }
  if (asking.what === 'ride') {
    const { offer } = asking
    return <ConfirmSheet id="ride-sheet" title={`坐车去${offer.to.name}？`} words={leavesWords(offer.job !== null)} confirmLabel="我去" onConfirm={() => onRide(offer.id)} onClose={onClose} />
  }
  const { option, jobId } = asking
  return <ConfirmSheet id="transfer-sheet" title={`转去${option.market.name}？`} words={leavesWords(jobId !== undefined)} confirmLabel="转过去" onConfirm={() => onGo(option.market.id, jobId)} onClose={onClose} />
}
