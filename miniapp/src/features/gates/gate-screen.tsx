import { View } from '@tarojs/components'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { QrCode } from '../../ui/qr-code'
import { paths } from '../../pages/paths'
import { screenWords } from './gates.text'
import type { GateScreen } from './use-gate-screen'
import './gates.scss'

/** The screen at a gate: its code, as large as it can be, and where one is. */
export function GateScreenView({ shown, problem }: GateScreen) {
  return (
    <Page id="gate-screen" title={shown ? `${shown.marketName} ${shown.gateName}` : screenWords.title} backTo={paths.markets}>
      {shown && (
        <View className="gate-screen">
          <QrCode id="screen-code" text={shown.link} label={screenWords.label} />
          <View className="gate-screen-words">{screenWords.scan}</View>
          <View className="ui-soft">{screenWords.changes}</View>
        </View>
      )}
      {problem && !shown && <Notice id="screen-problem" tone="refused">{`${problem.message}${problem.kind === 'refused' && problem.status < 500 ? '' : screenWords.poster}`}</Notice>}
    </Page>
  )
}
