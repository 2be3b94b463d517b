import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Pictogram } from './pictogram'
import { Tag } from './tag'
import { Tap } from './tap'

type Props = {
  id: string
  title: string
  /** What stands inside, in one line, so that it can stay closed. */
  summary: string
  open: boolean
  onToggle: () => void
  /** How many fields inside need to be put right. */
  wrong?: number
  /** There is nothing in it to be changed, only to be read. */
  readOnly?: boolean
  children: ReactNode
}

/** A part of a long form that most people need not open. Closed, it says what it holds. */
export function FoldedPart({ id, title, summary, open, onToggle, wrong = 0, readOnly = false, children }: Props) {
  const inviting = readOnly ? '看' : '改'
  return (
    <View className="ui-card ui-folded">
      <Tap id={id} className="ui-folded-head" label={`${title}，${open ? '收起' : `${summary}，点开${inviting}`}`} onTap={onToggle}>
        <View className="ui-folded-words">
          <View className="ui-folded-title">
            <Text>{title}</Text>
            {wrong > 0 && <Tag tone="refused">{`${wrong} 处要改`}</Tag>}
          </View>
          {!open && <View className="ui-soft">{summary}</View>}
        </View>
        <View className="ui-folded-do">
          <Text>{open ? '收起' : inviting}</Text>
          <Pictogram name={open ? 'check' : readOnly ? 'forward' : 'edit'} scale={0.75} />
        </View>
      </Tap>
      {open && <View className="ui-folded-body">{children}</View>}
    </View>
  )
}
