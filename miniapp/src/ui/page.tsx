import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { age } from '@market/shared/words/show'
import { back } from '../platform/navigation'
import { insets } from '../platform/phone-settings'
import { spoken } from '../platform/spoken'
import { Button } from './button'
import { classNames } from './class-names'
import { useDisplay, useIsLarge, useThemeClass } from './display'
import { usePageStatus } from './page-status'
import { Pictogram } from './pictogram'
import { Tap } from './tap'
import { useNow } from './use-now'

type Props = {
  /** Names the page for tests and for `id`s inside it. */
  id: string
  title: string
  /** Where 返回 leads when nothing is behind this page; without it the page is a tab and has no 返回. */
  backTo?: string
  /** Short words at the right of the bar, such as 已实名. */
  chips?: ReactNode
  /** Shows the switch for large type: on home pages and in settings. */
  typeSwitch?: boolean
  /** When what is shown was loaded (UTC ms); its age is said when there is no network. */
  dataAt?: number | null
  /** Stays at the thumb: the main action, or the tab bar. */
  foot?: ReactNode
  /** Sheets and full-screen answers, above everything. */
  overlay?: ReactNode
  /** `deep` is the dark ground of the work pass. */
  ground?: 'paper' | 'deep'
  /** Large type whatever this phone has chosen: somebody else reads on it. */
  forReading?: boolean
  children: ReactNode
}

/** The frame of every page: bar, strips that say what is unusual, content, foot. */
export function Page({ id, title, backTo, chips, typeSwitch = false, dataAt, foot, overlay, ground = 'paper', forReading = false, children }: Props) {
  return (
    <View id={id} className={classNames('ui-page', useThemeClass(forReading), ground === 'deep' && 'ui-page-deep')}>
      <NavBar title={title} backTo={backTo} deep={ground === 'deep'}>
        {chips}
        {typeSwitch && <TypeSwitch />}
      </NavBar>
      <Strips dataAt={dataAt ?? null} />
      <View className="ui-main">{children}</View>
      {foot && <View className="ui-foot">{foot}</View>}
      {overlay}
    </View>
  )
}

/** The main action of a page, at the thumb. */
export const FootAction = ({ children }: { children: ReactNode }) => <View className="ui-foot-action">{children}</View>

function NavBar({ title, backTo, deep, children }: { title: string; backTo?: string; deep: boolean; children: ReactNode }) {
  const { top, right, barHeight } = insets()
  // In WeChat its own button covers the right of the bar, so what belongs there moves to a line below.
  const covered = right > 0
  return (
    <View className="ui-nav" style={{ paddingTop: `${top}px` }}>
      <View className="ui-nav-row" style={covered ? { paddingRight: `${right}px`, minHeight: `${barHeight}px` } : {}}>
        {backTo !== undefined && (
          <Tap id="back" className="ui-nav-back ui-tap" onTap={() => void back(backTo)} label="返回">
            <Pictogram name="back" tone={deep ? 'onAction' : 'ink'} />
          </Tap>
        )}
        <View className="ui-nav-title" {...spoken({ role: 'heading' })}>
          {title}
        </View>
        {!covered && <View className="ui-nav-chips">{children}</View>}
      </View>
      {covered && <View className="ui-nav-chips ui-nav-chips-below">{children}</View>}
    </View>
  )
}

/** A word in the bar. */
export function Chip({ children }: { children: string }) {
  return (
    <View className="ui-chip">
      <Text>{children}</Text>
    </View>
  )
}

export function TypeSwitch() {
  const large = useIsLarge()
  const chooseLarge = useDisplay((display) => display.chooseLarge)
  return (
    <Tap
      id="type-switch"
      className="ui-tap ui-chip-tap"
      onTap={() => chooseLarge(!large)}
      label={large ? '换成标准字' : '换成大字'}
    >
      <View className="ui-chip ui-chip-choice">
        <Text>{large ? '标准字' : '大字'}</Text>
      </View>
    </Tap>
  )
}

function Strips({ dataAt }: { dataAt: number | null }) {
  const { sandbox, online, pending, unreported } = usePageStatus()
  const now = useNow()
  return (
    <View className="ui-strips" {...spoken({ role: 'status' })}>
      {sandbox && (
        <View id="sandbox-strip" className="ui-strip">
          <Text>演示环境 · 人和活都是演示用的</Text>
        </View>
      )}
      {!online && (
        <View id="offline-strip" className="ui-strip ui-strip-wait">
          <Pictogram name="offline" tone="waitInk" scale={0.75} />
          <Text>{dataAt === null ? '没有网，连上会自动刷新' : `没有网，显示的是 ${age(dataAt, now)}的内容`}</Text>
        </View>
      )}
      {unreported > 0 && (
        <View id="unreported-strip" className="ui-strip ui-strip-wait">
          <Pictogram name="wait" tone="waitInk" scale={0.75} />
          <Text>{`有 ${unreported} 次扫码还没报上去`}</Text>
        </View>
      )}
      {pending.map((act) => (
        <View key={act.id} id={`pending-${act.id}`} className="ui-strip ui-strip-wait ui-strip-act">
          <Pictogram name="wait" tone="waitInk" scale={0.75} />
          <Text className="ui-strip-words">{act.state === 'stuck' ? `${act.label}：一直没发出去` : `${act.label}：正在发，连上网就好`}</Text>
          {act.state === 'stuck' && (
            <>
              <Button id={`pending-${act.id}-retry`} label="再发" kind="secondary" small onTap={act.retry} />
              <Button id={`pending-${act.id}-drop`} label="不发了" kind="quiet" small onTap={act.drop} />
            </>
          )}
        </View>
      ))}
    </View>
  )
}
