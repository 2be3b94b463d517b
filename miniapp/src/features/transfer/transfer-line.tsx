import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import { useRead } from '../../client/use-read'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { MenuLine } from '../../ui/menu-line'
import { useNow } from '../../ui/use-now'
import { movingWords } from './transfer.text'

const go = (): void => void open(paths.transfer)

/** On 今天: a bus that waits for an answer or the way one is on; to whoever is at a market, the way to the others. */
export function TransferLine({ here }: { here: CheckIn | null }) {
  const now = useNow()
  const { value } = useRead('GET /api/transfers/current', {})
  const [offer] = value?.offers ?? []
  if (value?.moving) {
    const words = movingWords(value.moving, now)
    return <MenuLine id="transfer-line" label={words.now} under={words.next} pictogram="place" onTap={go} />
  }
  if (offer) return <MenuLine id="transfer-line" label={`有车去${offer.to.name}，去不去？`} under="点开答复，不去不影响排队" pictogram="message" onTap={go} />
  return here?.leftAt === null ? <MenuLine id="transfer-line" label="这里没合适的？转场看看" under="附近哪个市场缺您这样的人" pictogram="place" onTap={go} /> : null
}
