import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { useDemoPeople } from '../demo/use-demo-people'
import { MarketLine } from '../markets/market-line'
import type { Scanning } from './use-scan'

type Props = {
  scanning: Scanning
  onScan: () => void
  /** Whether it is the one thing to do here. */
  main: boolean
  /** In a sandbox nobody has a printed code at hand: the demo market's gate, as if it had been scanned. */
  withDemoGate: boolean
}

/** The answer to the last scan; it stays until the next. */
export const ScanNews = ({ scanning: { news } }: { scanning: Scanning }) =>
  news && (
    <>
      <Notice id="scan-news" tone={news.tone}>{news.words}</Notice>
      {news.market && <MarketLine here={news.market} />}
    </>
  )

/** The one scan button. */
export function ScanPanel({ scanning: { scanned, busy }, onScan, main, withDemoGate }: Props) {
  const gateToken = useDemoPeople().value?.gateToken
  return (
    <>
      <Button id="scan" label="扫一扫" pictogram="scan" kind={main ? 'main' : 'secondary'} busy={busy} busyLabel="正在看这个码…" onTap={onScan} />
      {withDemoGate && gateToken && (
        <Button id="demo-gate" label="演示：当作扫了门口的码" kind="quiet" small disabled={busy} onTap={() => void scanned(gateToken)} />
      )}
    </>
  )
}
