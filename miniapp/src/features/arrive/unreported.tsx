import type { KeptScan, ScanFate } from '@market/shared/arrive/scan-queue'
import type { Gap } from '@market/shared/arrive/scan-report'
import { View } from '@tarojs/components'
import { usePageStatus } from '../../ui/page-status'
import { Button, ButtonRow } from '../../ui/button'
import { Card } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Tag } from '../../ui/tag'
import type { Unreported } from './use-scan-keeping'
import { fateHeads, fateWords, gapsWords, scanLine, waitingNext, waitingWords } from './unreported.text'

/** What is still on this phone: what waits, what somebody has to look at, and what never came. Nothing while there is nothing. */
export function UnreportedScans({ unreported }: { unreported: Unreported }) {
  const { waiting, toLookAt, gaps, stopped, full, busy, reportNow, retry, settle, gapsSeen, whoOf } = unreported
  const online = usePageStatus((status) => status.online)
  const ofKind = (kind: ScanFate['kind']): KeptScan[] => toLookAt.filter(({ fate }) => fate?.kind === kind)
  return (
    <>
      {waiting.length > 0 && (
        <Card id="unreported" tight>
          <View className="ui-stack">
            <View className="ui-heading">{waitingWords(waiting.length)}</View>
            <View id="unreported-next">{waitingNext({ online, stopped, full })}</View>
            {online && <Button id="report-now" label="现在就报" kind="secondary" small busy={busy} busyLabel="正在报…" onTap={reportNow} />}
          </View>
        </Card>
      )}
      {(['not_taken', 'differs'] as const).map((kind) => (
        <ToLookAt key={kind} kind={kind} scans={ofKind(kind)} whoOf={whoOf} onRetry={retry} onSettle={settle} />
      ))}
      {gaps.length > 0 && <Gaps gaps={gaps} onSeen={gapsSeen} />}
    </>
  )
}

type ToLookAtProps = {
  kind: ScanFate['kind']
  scans: readonly KeptScan[]
  whoOf: (scan: KeptScan) => string
  onRetry: (scanId: string) => void
  onSettle: (scanId: string) => void
}

function ToLookAt({ kind, scans, whoOf, onRetry, onSettle }: ToLookAtProps) {
  if (scans.length === 0) return null
  return (
    <Card id={`scans-${kind}`} tight>
      <View className="ui-stack">
        <View className="ui-heading">{fateHeads[kind]}</View>
        {scans.map((scan) => {
          const { word, say } = scan.fate ? fateWords(scan.fate) : { word: '', say: '' }
          return (
            <View key={scan.scanId} id={`scan-${scan.scanId}`} className="ui-stack staff-to-look-at">
              <View className="staff-late">
                <View>{scanLine(scan, whoOf(scan))}</View>
                <Tag tone="refused">{word}</Tag>
              </View>
              <View className="ui-soft">{say}</View>
              <ButtonRow>
                {kind === 'not_taken' && <Button id={`scan-${scan.scanId}-retry`} label="再报一次" kind="secondary" small onTap={() => onRetry(scan.scanId)} />}
                <Button id={`scan-${scan.scanId}-settle`} label={kind === 'not_taken' ? '交给服务台了' : '知道了'} kind="quiet" small onTap={() => onSettle(scan.scanId)} />
              </ButtonRow>
            </View>
          )
        })}
      </View>
    </Card>
  )
}

function Gaps({ gaps, onSeen }: { gaps: readonly Gap[]; onSeen: () => void }) {
  return (
    <>
      <Notice id="scan-gaps" tone="refused">{gapsWords(gaps)}</Notice>
      <Button id="scan-gaps-seen" label="知道了" kind="quiet" small onTap={onSeen} />
    </>
  )
}
