import { View } from '@tarojs/components'
import type { Gate, GateCode } from '@market/shared/gates/gates.contract'
import { managerPaths } from '../../manager/paths'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { FootAction, Page } from '../../ui/page'
import { QrCode } from '../../ui/qr-code'
import { ReasonedSheet } from '../../ui/reasoned-sheet'
import { useNow } from '../../ui/use-now'
import { GateNameSheet } from './gate-name-sheet'
import { codeReasons, gateReasons, printedWords, sinceWords } from './gates.text'
import { ScreenCards, ScreenSheets } from './screens'
import type { ManagerGate as GatePage } from './use-manager-gate'
import './gates.scss'

/** One gate: the code that its posters carry, the posters, and what may be done with both. */
export function ManagerGate(page: GatePage) {
  const { reading, naming, problem, print, printing, printed } = page
  const gate = reading.value?.gate
  const newest = gate?.codes[0]
  return (
    <Page
      id="manager-gate"
      title={gate?.name ?? '入口'}
      backTo={managerPaths.gates}
      dataAt={reading.at}
      foot={
        gate && newest && (
          <FootAction>
            <Button id="poster-A4" label="打印海报（A4）" pictogram="paper" busy={printing} busyLabel="正在做海报…" onTap={() => print(gate, 'A4')} />
          </FootAction>
        )
      }
      overlay={
        <>
          <GateNameSheet title="给入口改名" hint="改名后，原来的码照样能用；海报要重新打印" naming={naming} />
          <GateSheets {...page} />
          <ScreenSheets {...page.screens} />
        </>
      }
    >
      {problem && <Notice id="gate-problem" tone="refused">{problem.message}</Notice>}
      {printed && <Notice id="poster-done" tone="confirmed">{printedWords(printed)}</Notice>}
      <Loaded reading={reading}>{({ gate: shown, mayChange }) => <GateCards {...page} gate={shown} mayChange={mayChange} />}</Loaded>
    </Page>
  )
}

type Cards = GatePage & { gate: Gate; mayChange: boolean }

function GateCards(page: Cards) {
  const { gate, mayChange, naming, ask, busy, makeCode, screens } = page
  const [newest, ...older] = gate.codes
  return (
    <>
      {newest ? <NewestCode {...page} newest={newest} /> : <Notice id="gate-without-code" tone="refused">{`这个入口的码都停用了，扫不进来。${mayChange ? '先做一个新码，再打印海报。' : '请负责人做一个新码。'}`}</Notice>}
      {older.map((code) => (
        <OlderCode key={code.token} {...page} code={code} />
      ))}
      <ScreenCards {...screens} screens={gate.screens} mayChange={mayChange} />
      {mayChange && (
        <>
          {older.length === 0 && <Button id="make-code" label="做一个新码" kind={newest ? 'secondary' : 'main'} pictogram="retry" busy={busy} onTap={makeCode} />}
          <ButtonRow>
            <Button id="rename-gate" label="改名" kind="secondary" small pictogram="edit" onTap={() => naming.begin(gate.name)} />
            <Button id="retire-gate" label="停用入口" kind="danger" small disabled={busy} onTap={() => ask({ what: 'retire' })} />
          </ButtonRow>
        </>
      )}
    </>
  )
}

function NewestCode({ gate, mayChange, newest, print, printing, ask, busy }: Cards & { newest: GateCode }) {
  const now = useNow(60_000)
  return (
    <Card id="newest-code">
      <CardHead title={`${gate.marketName} ${gate.name}`} under={sinceWords(newest, now)} />
      <QrCode id="gate-code" text={newest.link} label={`${gate.name}的码`} />
      <View className="gate-code">{newest.readable}</View>
      <View className="ui-soft">海报有 A4 和 A3 两种，收到后直接打印。贴在人眼那么高、灯照得到的地方。</View>
      <ButtonRow>
        <Button id="poster-A3" label="A3 大海报" kind="secondary" small busy={printing} busyLabel="正在做…" onTap={() => print(gate, 'A3')} />
        {mayChange && <Button id="revoke-newest" label="停用这个码" kind="danger" small disabled={busy} onTap={() => ask({ what: 'revoke', ...newest })} />}
      </ButtonRow>
    </Card>
  )
}

function OlderCode({ mayChange, code, ask, busy }: Cards & { code: GateCode }) {
  const now = useNow(60_000)
  return (
    <Card id="older-code">
      <CardHead title="墙上的旧码还能扫" pictogram="alert" under={`${code.readable} · ${sinceWords(code, now)}`} />
      <View>新海报贴好以后，把旧码停掉。停掉后再扫旧海报，会说“这个码已经停用”。</View>
      {mayChange && <Button id="revoke-older" label="停用旧码" kind="danger" small disabled={busy} onTap={() => ask({ what: 'revoke', ...code })} />}
    </Card>
  )
}

function GateSheets({ asking, ask, busy, withdraw, reading }: GatePage) {
  if (asking === null) return null
  const close = (): void => ask(null)
  if (asking.what === 'retire') {
    return (
      <ReasonedSheet
        id="retire-sheet" title="停用这个入口" words={`${reading.value?.gate.name ?? ''}的码会全部停用，贴着的海报马上扫不进来。签过到的记录都留着。`}
        confirmLabel="停用" danger busy={busy} reasons={gateReasons} onReason={withdraw} onClose={close}
      />
    )
  }
  return (
    <ReasonedSheet
      id="revoke-sheet" title="停用这个码" words={`${asking.readable}。印着它的海报马上扫不进来，停了不能再恢复。`}
      confirmLabel="停用" danger busy={busy} reasons={codeReasons} onReason={withdraw} onClose={close}
    />
  )
}
