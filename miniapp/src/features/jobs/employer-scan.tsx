import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { useScanner } from '../../ui/scanner'
import { SignedIn } from '../session/entrance'
import { Tabs } from '../session/tabs'
import type { Scanning } from '../scan/use-scan'

/** 扫码: opens the camera at once; closed, it says what can be scanned. */
export function EmployerScan({ scanned, busy, news }: Scanning) {
  const scanner = useScanner((code) => void scanned(code), '对准门口的二维码')
  return (
    <Page id="employer-scan" title="扫码" foot={<Tabs part="employer" current="scan" />} overlay={scanner.sheet}>
      <SignedIn>
        <StateCard now="扫市场门口的码" next="扫完就到发布页，当场招人" pictogram="scan" />
        <Button id="scan" label="扫一扫" pictogram="scan" busy={busy} busyLabel="正在看这个码…" onTap={scanner.start} />
        <OpenAtOnce start={scanner.start} />
        {news && <Notice id="scan-news" tone={news.tone}>{news.words}</Notice>}
      </SignedIn>
    </Page>
  )
}

/** Opens the camera when the page does; only for somebody signed in, whose scan can be answered. */
function OpenAtOnce({ start }: { start: () => void }) {
  const opened = useRef(false)
  useEffect(() => {
    if (opened.current) return
    opened.current = true
    start()
  }, [start])
  return null
}
