import { View } from '@tarojs/components'
import { useEffect, type ReactNode } from 'react'
import { signal, type SignalKind } from '../platform/signal'
import { spoken } from '../platform/spoken'
import { useThemeClass } from './display'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'

const signs: Record<SignalKind, PictogramName> = { yes: 'checkCircle', provisional: 'check', no: 'crossCircle', amber: 'wait' }

type Props = {
  id: string
  kind: SignalKind
  /** One large word: 到岗, 不能进. */
  word: string
  /** Who: masked name, number, job. */
  who?: string
  /** What to do now. */
  say: string
  /** Changes with every scan, so that two like results in a row sound twice. */
  scanId: string
  /** A face to compare, and buttons. */
  children?: ReactNode
}

/** The answer to a scan: the whole screen in one colour, with sign, word, sound and vibration. */
export function ScanResult({ id, kind, word, who, say, scanId, children }: Props) {
  useEffect(() => signal(kind), [kind, scanId])
  return (
    <View id={id} className={`ui-answer ui-answer-${kind} ${useThemeClass()}`} {...spoken({ role: 'alert', label: `${word}，${say}` })}>
      <View className="ui-answer-middle">
        <Pictogram name={signs[kind]} tone="onAnswer" scale={4.4} />
        <View id={`${id}-word`} className="ui-answer-word">
          {word}
        </View>
        {who && <View className="ui-answer-who">{who}</View>}
        <View className="ui-answer-say">{say}</View>
      </View>
      <View className="ui-answer-foot">{children}</View>
    </View>
  )
}
