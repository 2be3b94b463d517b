import { Text, View } from '@tarojs/components'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { CameraView } from '../../platform/camera-view'
import { codeFromPicture } from '../../platform/picture'
import { scansByItself, scanWithWeChat } from '../../platform/scan'
import type { SignalKind } from '../../platform/signal'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { TextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Pictogram } from '../../ui/pictogram'
import { ScanResult } from '../../ui/scan-result'
import { Tag, type TagTone } from '../../ui/tag'
import { kindOf, timeWords, whoWords, type LateResult } from './staff-scan.text'
import { UnreportedScans } from './unreported'
import { useUnreported } from './use-scan-keeping'
import type { ScanPhase, StaffScanning } from './use-staff-scan'
import './staff-arrive.scss'

/** Scanning work passes one after another; each answer fills the screen and gives way to the camera by itself. */
export function StaffScan({ phase, late, scanned, next }: StaffScanning) {
  const unreported = useUnreported()
  return (
    <Page id="staff-scan" title="扫工作码" backTo={staffPaths.duty} overlay={<Answer phase={phase} onNext={next} />}>
      {scansByItself ? <WeChatCamera phase={phase} onCode={scanned} /> : <BrowserCamera phase={phase} onCode={scanned} />}
      <UnreportedScans unreported={unreported} />
      {late.length > 0 && <LateResults late={late} />}
      <OtherWays onCode={scanned} />
    </Page>
  )
}

type CameraProps = { phase: ScanPhase; onCode: (code: string) => Promise<void> }

/** A code that stays in front of the camera is one person still standing there; gone for so long, it may come again. */
const goneMs = 3000

function BrowserCamera({ phase, onCode }: CameraProps) {
  const [unavailable, setUnavailable] = useState(false)
  const taken = useRef<{ code: string; seenAt: number } | null>(null)
  const see = (code: string): void => {
    const now = Date.now()
    const standing = taken.current?.code === code && now - taken.current.seenAt < goneMs
    if (!standing && phase.at !== 'camera') return
    taken.current = { code, seenAt: now }
    if (!standing) void onCode(code)
  }
  if (unavailable) return <Notice id="no-camera" tone="wait">相机打不开。请到手机设置里允许，或者用下面的办法。</Notice>
  return (
    <View className="staff-camera">
      <CameraView className="ui-scanner-video" onCode={see} onUnavailable={() => setUnavailable(true)} />
      <View className="ui-scanner-frame" />
      <View className="ui-scanner-hint">{phase.at === 'asking' ? '正在查…' : '对准工作码，或者小票'}</View>
    </View>
  )
}

/** WeChat's scanner is a screen of its own: it is opened again after each answer, until the staff member closes it. */
function WeChatCamera({ phase, onCode }: CameraProps) {
  const scanning = useRef(false)
  const [closed, setClosed] = useState(false)
  const scan = useCallback(async (): Promise<void> => {
    if (scanning.current) return
    scanning.current = true
    setClosed(false)
    const outcome = await scanWithWeChat()
    scanning.current = false
    if (outcome.got === 'code') await onCode(outcome.code)
    else setClosed(true)
  }, [onCode])
  const ready = phase.at === 'camera' && !closed
  useEffect(() => {
    if (ready) void scan()
  }, [ready, scan])
  return (
    <>
      {phase.at === 'asking' && <View className="staff-asking">正在查…</View>}
      <Button id="scan-next" label="扫工作码" pictogram="scan" disabled={phase.at !== 'camera'} onTap={() => void scan()} />
    </>
  )
}

/** For a cracked screen, a photographed code, a phone without a camera. */
function OtherWays({ onCode }: { onCode: (code: string) => Promise<void> }) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const pick = async (): Promise<void> => {
    setProblem(null)
    const picked = await codeFromPicture()
    if (picked.got === 'code') await onCode(picked.code)
    else if (picked.got === 'nothing') setProblem('这张图里没看到码，换一张清楚点的。')
  }
  const submit = (): void => {
    if (typed.trim() === '') return setProblem('请把码的内容填进来。')
    setProblem(null)
    setTyped('')
    void onCode(typed.trim())
  }
  return (
    <Card>
      <View className="ui-stack">
        {!scansByItself && <Button id="pick-image" label="选一张码的图片" kind="secondary" small pictogram="picture" onTap={() => void pick()} />}
        <TextField id="typed-code" label="扫不了？把码的内容填进来" maxLength={1200} value={typed} onChange={setTyped} error={problem} />
        <Button id="typed-submit" label="查这个码" kind="secondary" small onTap={submit} />
      </View>
    </Card>
  )
}

const lateTags: Record<SignalKind, { word: string; tone: TagTone }> = {
  yes: { word: '已记下', tone: 'confirmed' },
  provisional: { word: '先记下了', tone: 'wait' },
  amber: { word: '请看一下', tone: 'wait' },
  no: { word: '没记上', tone: 'refused' },
}

function LateResults({ late }: { late: readonly LateResult[] }) {
  return (
    <Card id="late-results" tight>
      <View className="ui-heading">刚才存下的，报上去了</View>
      {late.map(({ scanId, words, kind }) => (
        <View key={scanId} className="staff-late">
          <Text>{words}</Text>
          <Tag tone={lateTags[kind].tone}>{lateTags[kind].word}</Tag>
        </View>
      ))}
    </Card>
  )
}

function Answer({ phase, onNext }: { phase: ScanPhase; onNext: () => void }) {
  if (phase.at === 'camera' || phase.at === 'asking') return null
  const goOn = <Button id="scan-go-on" label="扫下一个" kind="secondary" onTap={onNext} />
  // A tap anywhere goes on: nobody aims at a button with a queue in front.
  return (
    <View onClick={onNext}>
      {phase.at === 'answer' ? (
        <Result phase={phase}>{goOn}</Result>
      ) : phase.at === 'noted' ? (
        <NotedResult phase={phase}>{goOn}</NotedResult>
      ) : (
        <ScanResult id="result" kind="no" scanId={phase.scanId} word="没有报上去" say={phase.message}>
          {goOn}
        </ScanResult>
      )}
    </View>
  )
}

function Result({ phase: { result }, children }: { phase: Extract<ScanPhase, { at: 'answer' }>; children: ReactNode }) {
  const kind = kindOf(result)
  const time = timeWords(result)
  return (
    <ScanResult id="result" kind={kind} scanId={result.scanId} word={result.word} who={whoWords(result)} say={result.say}>
      {result.address && <View className="staff-result-line">{result.address}</View>}
      {time && <View className="staff-result-line">{time}</View>}
      {kind === 'yes' && <FaceToCompare />}
      {children}
      <View className="staff-result-count">{`${kind === 'yes' ? '2 秒后自动扫下一个 · ' : ''}今天到岗 ${result.arrivedToday} 人`}</View>
    </ScanResult>
  )
}

/** What this phone makes of it while the server is not heard: never in the colour of what is certain. */
function NotedResult({ phase: { scanId, noted }, children }: { phase: Extract<ScanPhase, { at: 'noted' }>; children: ReactNode }) {
  const { kind, word, who, say, address, warning } = noted
  return (
    <ScanResult id="result" kind={kind} scanId={scanId} word={word} who={who} say={say}>
      {address && <View className="staff-result-line">{address}</View>}
      {warning && <View className="staff-result-line">{warning}</View>}
      {kind === 'provisional' && <FaceToCompare />}
      {children}
      <View id="result-unreported" className="staff-result-count">已存在手机里，还没报上去</View>
    </ScanResult>
  )
}

function FaceToCompare() {
  return (
    <View className="staff-result-face">
      <Pictogram name="me" tone="onAnswer" />
      <Text>对一下脸，是不是本人</Text>
    </View>
  )
}
