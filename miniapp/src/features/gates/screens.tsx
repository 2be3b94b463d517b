import { View } from '@tarojs/components'
import type { GateScreen } from '@market/shared/gates/gates.contract'
import { mostScreens } from '@market/shared/gates/gates.rules'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { QrCode } from '../../ui/qr-code'
import { Sheet } from '../../ui/sheet'
import { useNow } from '../../ui/use-now'
import { screensText, sinceWords } from './gates.text'
import type { Screens } from './use-screens'
import './gates.scss'

/** The screens at a gate: their code changes every ten seconds, so that whoever scans it is there. */
export function ScreenCards({ screens, mayChange, busy, make, end }: Screens & { screens: readonly GateScreen[]; mayChange: boolean }) {
  const now = useNow(60_000)
  if (screens.length === 0 && !mayChange) return null
  return (
    <Card id="gate-screens">
      <CardHead title={screensText.title} under={screens.length === 0 ? screensText.none : screensText.why} />
      {screens.map((screen, place) => (
        <View key={screen.id} className="gate-screen-line">
          <View>{`第 ${place + 1} 块 · ${sinceWords(screen, now)}`}</View>
          {mayChange && <Button id={`end-screen-${place}`} label="停用" kind="danger" small disabled={busy} onTap={() => end(screen)} />}
        </View>
      ))}
      {mayChange && screens.length < mostScreens && <Button id="make-screen" label={screensText.make} kind="secondary" small pictogram="scan" busy={busy} onTap={make} />}
    </Card>
  )
}

export function ScreenSheets({ made, ending, busy, end, confirmEnd, seen }: Screens) {
  if (made !== null) {
    return (
      <Sheet id="screen-made" title={screensText.madeTitle} closeLabel={screensText.madeClose} stays="main" onClose={seen}>
        <View className="ui-sheet-words">{screensText.madeWords}</View>
        <QrCode id="screen-link" text={made.link} label={screensText.madeTitle} />
        <View className="gate-code">{made.link.replace(/^https?:\/\//, '')}</View>
        <View className="ui-soft">{screensText.secret}</View>
      </Sheet>
    )
  }
  if (ending === null) return null
  return <ConfirmSheet id="end-screen-sheet" title={screensText.endTitle} words={screensText.endWords} confirmLabel="停用" danger busy={busy} onConfirm={confirmEnd} onClose={() => end(null)} />
}
