import { View } from '@tarojs/components'
import { spoken } from '../platform/spoken'
import { Button } from './button'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'

/** Grey places where cards will be. It stands still: movement would say that something is happening. */
export function Skeleton({ cards = 2 }: { cards?: number }) {
  return (
    <View id="loading" className="ui-skeletons" {...spoken({ role: 'status', label: '正在打开' })}>
      {Array.from({ length: cards }, (_, index) => (
        <View key={index} className="ui-card ui-skeleton">
          <View className="ui-skeleton-line ui-skeleton-wide" />
          <View className="ui-skeleton-line ui-skeleton-pay" />
          <View className="ui-skeleton-line" />
        </View>
      ))}
    </View>
  )
}

type Offer = { id: string; label: string; onTap: () => void }

function Standing({ id, pictogram, title, words, offer, tone }: {
  id: string
  pictogram: PictogramName
  title: string
  words?: string
  offer?: Offer
  tone: 'actionInk' | 'refusedInk'
}) {
  return (
    <View id={id} className="ui-card ui-standing" {...(tone === 'refusedInk' ? spoken({ role: 'alert' }) : {})}>
      <Pictogram name={pictogram} tone={tone} scale={1.7} />
      <View className="ui-heading">{title}</View>
      {words && <View className="ui-soft">{words}</View>}
      {offer && (
        <View className="ui-standing-offer">
          <Button id={offer.id} label={offer.label} onTap={offer.onTap} />
        </View>
      )}
    </View>
  )
}

/** Nothing here yet, and what to do to fill it. */
export function EmptyState({ id, pictogram, title, words, offer }: { id: string; pictogram: PictogramName; title: string; words?: string; offer?: Offer }) {
  return <Standing id={id} pictogram={pictogram} title={title} words={words} offer={offer} tone="actionInk" />
}

/** What happened, what to do, one button. */
export function ErrorState({ id = 'problem', title, words, offer }: { id?: string; title: string; words?: string; offer?: Offer }) {
  return <Standing id={id} pictogram="alert" title={title} words={words} offer={offer} tone="refusedInk" />
}
