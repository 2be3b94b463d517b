import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import type { Transfer } from '@market/shared/transfer/transfer.contract'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { MenuLine } from '../../ui/menu-line'
import { useNow } from '../../ui/use-now'
import { movingWords } from './transfer.text'

const go = (): void => void open(paths.transfer)

/** What is going on with 转场 now. */
export type TransferNow = { moving: Transfer | null; offers: readonly Transfer[] }

/** On 今天, above the jobs: a bus that waits for an answer, or the way one is on. @param saidAbove where the state card says already where one is going */
export function TransferNews({ current, saidAbove }: { current: TransferNow | null; saidAbove: boolean }) {
  const now = useNow()
  const [offer] = current?.offers ?? []
  if (current?.moving) {
    if (saidAbove) return <MenuLine id="transfer-line" label="看怎么去" under="不去了，也点这里" pictogram="place" onTap={go} />
    const words = movingWords(current.moving, now)
    return <MenuLine id="transfer-line" label={words.now} under={words.next} pictogram="place" onTap={go} />
  }
  return offer ? <MenuLine id="transfer-line" label={`有车去${offer.to.name}，去不去？`} under="点开答复，不去不影响排队" pictogram="message" onTap={go} /> : null
}

/** On 今天, below the jobs: the way to other markets, for whoever is at one and has nothing else going on. */
export function TransferWay({ current, here }: { current: TransferNow | null; here: CheckIn | null }) {
  const busy = current !== null && (current.moving !== null || current.offers.length > 0)
  if (busy || here?.leftAt !== null) return null
  return <MenuLine id="transfer-line" label="这里没合适的？转场看看" under="附近哪个市场缺您这样的人" pictogram="place" onTap={go} />
}
