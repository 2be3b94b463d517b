import { View } from '@tarojs/components'
import type { DayFigures } from '@market/shared/monitor/monitor.contract'
import type { ReactNode } from 'react'
import { spoken } from '../../platform/spoken'
import { BarRow } from '../../ui/bar-row'
import { Card } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { figureLines } from './manager-home.text'

type Props = { id: string; title: string; today: DayFigures; usual: DayFigures | null; openPlaces: number; children?: ReactNode }

/** The figures of a day; against an average one where one is known. */
export function DayCard({ id, title, today, usual, openPlaces, children }: Props) {
  const lines = figureLines(today, usual)
  return (
    <Card id={id}>
      <View className="ui-heading" {...spoken({ role: 'heading' })}>
        {title}
      </View>
      {usual ? lines.map((line) => <BarRow key={line.id} {...line} id={`${id}-${line.id}`} />) : <Facts facts={lines.map(({ label, figure }) => ({ label, value: figure }))} />}
      <View className="ui-soft">{openPlaces > 0 ? `开着的岗位还缺 ${openPlaces} 人` : '开着的岗位都招满了'}</View>
      {children}
    </Card>
  )
}
