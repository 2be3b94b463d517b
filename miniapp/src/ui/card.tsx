import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from '../platform/spoken'
import { classNames } from './class-names'
import { Pictogram } from './pictogram'
import { Phrases } from './phrases'
import type { PictogramName } from './pictograms'
import { Tap } from './tap'

type CardProps = { id?: string; children: ReactNode; tight?: boolean }

export function Card({ id, children, tight = false }: CardProps) {
  return (
    <View id={id} className={classNames('ui-card', tight && 'ui-card-tight')}>
      {children}
    </View>
  )
}

/** The questions of a form, one a line. */
export function FormCard({ id, title, children }: { id?: string; title?: string; children: ReactNode }) {
  return (
    <View id={id} className="ui-card ui-card-form">
      {title && <View className="ui-heading">{title}</View>}
      {children}
    </View>
  )
}

/** A card that opens something when tapped. */
export function CardLink({ id, label, onTap, children }: { id: string; label: string; onTap: () => void; children: ReactNode }) {
  return (
    <Tap id={id} className="ui-card ui-card-link" onTap={onTap} label={label}>
      {children}
    </Tap>
  )
}

/** The head of a card: what it is about, with something small at the right. */
export function CardHead({ title, pictogram, beside, under, big = false }: {
  title: string
  pictogram?: PictogramName
  beside?: ReactNode
  /** A line below; several phrases do not break inside where they need not. */
  under?: string | readonly string[]
  /** On the page of the thing itself. */
  big?: boolean
}) {
  return (
    <View className="ui-card-head">
      {pictogram && (
        <View className="ui-pictogram-frame">
          <Pictogram name={pictogram} />
        </View>
      )}
      <View className="ui-card-title-block">
        <View className={big ? 'ui-title' : 'ui-heading'} {...spoken({ role: 'heading' })}>
          {title}
        </View>
        {under && <View className="ui-soft">{typeof under === 'string' ? under : <Phrases parts={under} between=" · " />}</View>}
      </View>
      {beside}
    </View>
  )
}

type StateCardProps = {
  id?: string
  /** Where things stand, in one line. */
  now: string
  /** What comes next, and who has to do it. */
  next?: string
  pictogram?: PictogramName
  children?: ReactNode
}

/** The answer to “where do I stand?”: the first thing on a screen. */
export function StateCard({ id, now, next, pictogram, children }: StateCardProps) {
  return (
    <View id={id} className="ui-card ui-state" {...spoken({ role: 'status' })}>
      <View className="ui-state-row">
        {pictogram && <Pictogram name={pictogram} tone="onAction" scale={1.2} />}
        <View className="ui-state-words">
          <View className="ui-state-now">{now}</View>
          {next && <View className="ui-state-next">{next}</View>}
        </View>
      </View>
      {children}
    </View>
  )
}

/** A reason in words under a thin line: why this job fits, why this kind of agreement. */
export function Why({ children }: { children: ReactNode }) {
  return (
    <View className="ui-why">{children}</View>
  )
}
