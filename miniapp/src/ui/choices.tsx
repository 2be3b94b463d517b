import { Text, View } from '@tarojs/components'
import { classNames } from './class-names'
import { FieldFrame } from './fields'
import { Pictogram } from './pictogram'
import type { PictogramName } from './pictograms'
import { Tap } from './tap'

export type Choice<V extends string> = { value: V; label: string; pictogram?: PictogramName }

type Props<V extends string> = {
  id: string
  label: string
  choices: readonly Choice<V>[]
  chosen: readonly V[]
  onChange: (chosen: V[]) => void
  /** More than one may be chosen. */
  many?: boolean
  /** So many in a line, all of one width; without it as many as fit. */
  columns?: 1 | 2
  hint?: string
  error?: string | null
}

/** Choosing by picture and word. What is chosen has a tick, a thick edge and another ground. */
export function ChoiceGrid<V extends string>({ id, label, choices, chosen, onChange, many = false, columns, hint, error }: Props<V>) {
  const pictured = choices.some(({ pictogram }) => pictogram)
  const toggle = (value: V, isChosen: boolean): void => {
    if (!many) onChange([value])
    else onChange(isChosen ? chosen.filter((other) => other !== value) : [...chosen, value])
  }
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <View id={id} className={classNames('ui-choices', pictured && 'ui-choices-pictured', columns && `ui-choices-${columns}`)}>
        {choices.map(({ value, label: words, pictogram }) => {
          const isChosen = chosen.includes(value)
          return (
            <Tap
              key={value}
              id={`${id}-${value}`}
              className={classNames('ui-choice', isChosen && 'ui-choice-chosen')}
              role={many ? 'checkbox' : 'radio'}
              label={words}
              checked={isChosen}
              onTap={() => toggle(value, isChosen)}
            >
              {pictogram && <Pictogram name={pictogram} tone={isChosen ? 'actionInk' : 'inkSoft'} scale={1.2} />}
              <Text className="ui-choice-words">{words}</Text>
              {isChosen && (
                <View className="ui-choice-tick">
                  <Pictogram name="check" tone="onAction" scale={0.57} />
                </View>
              )}
            </Tap>
          )
        })}
      </View>
    </FieldFrame>
  )
}
