import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'
import { Tap } from './tap'

export type TreeRow = {
  /** Unique in the list; the row's element is `<list id>-<row id>`. */
  id: string
  label: string
  under?: string
  pictogram?: PictogramName
  /** Something small at the right: a Tag, a DueClock. */
  beside?: ReactNode
  /** Nothing stands below it, and it opens nothing. */
  still?: boolean
}

type Props = {
  id: string
  rows: readonly TreeRow[]
  onOpen: (rowId: string) => void
}

/** A list to go down into: each row leads one step deeper, or to the thing itself. */
export function TreeList({ id, rows, onOpen }: Props) {
  return (
    <View id={id} className="ui-card ui-rows">
      {rows.map((row) =>
        row.still ? (
          <View key={row.id} id={`${id}-${row.id}`} className="ui-row">
            <RowContent {...row} />
          </View>
        ) : (
          <Tap key={row.id} id={`${id}-${row.id}`} className="ui-row ui-row-tap" label={[row.label, row.under].filter(Boolean).join('，')} onTap={() => onOpen(row.id)}>
            <RowContent {...row} />
          </Tap>
        ),
      )}
    </View>
  )
}

function RowContent({ label, under, pictogram, beside, still }: TreeRow) {
  return (
    <>
      {pictogram && <Pictogram name={pictogram} />}
      <View className="ui-row-words">
        <View className="ui-row-head">
          <Text className="ui-row-label">{label}</Text>
          {beside}
        </View>
        {under && <View className="ui-soft">{under}</View>}
      </View>
      {!still && <Pictogram name="forward" tone="inkSoft" scale={0.64} />}
    </>
  )
}

/** Where in the tree one is: every step above can be tapped, the last is where one stands. */
export function TreePath({ id, steps, onOpen }: { id: string; steps: readonly { id: string; label: string }[]; onOpen: (stepId: string) => void }) {
  return (
    <View id={id} className="ui-path">
      {steps.map((step, index) =>
        index === steps.length - 1 ? (
          <Text key={step.id} className="ui-path-here">
            {step.label}
          </Text>
        ) : (
          <Tap key={step.id} id={`${id}-${step.id}`} className="ui-path-step" label={`回到${step.label}`} onTap={() => onOpen(step.id)}>
            <Text>{step.label}</Text>
            <Pictogram name="forward" tone="inkSoft" scale={0.57} />
          </Tap>
        ),
      )}
    </View>
  )
}
