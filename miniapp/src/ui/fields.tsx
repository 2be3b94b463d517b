import { Input, Picker, Text, Textarea, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { spoken } from '../platform/spoken'
import { classNames } from './class-names'
import { Pictogram } from './pictogram'

/** `error` is what is wrong and how to put it right; it stands beside the field until the field is good. */
type FieldProps = {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  /** Checked when the person leaves the field, not while they type; gets the value as it then stands. */
  onLeave?: (value: string) => void
  hint?: string
  error?: string | null
  placeholder?: string
  disabled?: boolean
}

type Entry = { type: 'text' | 'number' | 'digit' | 'idcard'; maxLength: number; clean?: (value: string) => string; beside?: ReactNode }

/** Label above, field, then either what is wrong or a hint. One question a line. */
export function FieldFrame({ id, label, hint, error, children }: { id: string; label: string; hint?: string; error?: string | null; children: ReactNode }) {
  return (
    <View className={classNames('ui-field', error && 'ui-field-wrong')}>
      <View className="ui-field-label">{label}</View>
      {children}
      {error ? (
        <View id={`${id}-error`} className="ui-field-error" {...spoken({ role: 'alert' })}>
          <Pictogram name="alert" tone="refusedInk" scale={0.75} />
          <Text className="ui-field-error-words">{error}</Text>
        </View>
      ) : (
        hint && <View className="ui-field-hint">{hint}</View>
      )}
    </View>
  )
}

function Entered({ type, maxLength, clean, beside, ...field }: FieldProps & Entry) {
  const { id, label, value, onChange, onLeave, hint, error, placeholder, disabled } = field
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <View className="ui-field-box">
        <Input
          id={id}
          className="ui-field-input"
          type={type}
          value={value}
          maxlength={maxLength}
          placeholder={placeholder ?? ''}
          placeholderClass="ui-field-placeholder"
          disabled={disabled ?? false}
          onInput={({ detail }) => onChange(detail.value)}
          onBlur={({ detail }) => {
            // Tidied only now: a field that rewrites itself under the finger loses the cursor on old phones.
            const tidy = clean ? clean(detail.value) : detail.value
            if (tidy !== value) onChange(tidy)
            onLeave?.(tidy)
          }}
          {...spoken({ label: error ? `${label}，${error}` : label })}
        />
        {beside}
      </View>
    </FieldFrame>
  )
}

const isH5 = process.env.TARO_ENV === 'h5'

/** Taro's types do not know `tel`, but its H5 input hands the word to the browser, which shows the dial pad. */
const dialPad = (isH5 ? 'tel' : 'number') as 'number'

export const TextField = ({ maxLength = 64, beside, ...field }: FieldProps & { maxLength?: number; beside?: ReactNode }) => (
  <Entered {...field} type="text" maxLength={maxLength} beside={beside} />
)

/** Resident ID number. Spaces people type are dropped, a small x becomes X (GB 11643). */
export const IdNumberField = ({ beside, ...field }: FieldProps & { beside?: ReactNode }) => (
  <Entered {...field} type={isH5 ? 'text' : 'idcard'} maxLength={24} clean={cleanIdNumber} beside={beside} />
)
export const cleanIdNumber = (value: string): string => value.replace(/\s/g, '').toUpperCase().slice(0, 18)

export const PhoneField = (field: FieldProps) => <Entered {...field} type={dialPad} maxLength={16} clean={cleanPhone} />
export const cleanPhone = (value: string): string => value.replace(/[^\d-]/g, '').slice(0, 13)

/** Yuan as typed; at most two decimals. `fenOf` turns it into what the API takes. */
export const MoneyField = ({ per, ...field }: FieldProps & { per?: string }) => (
  <Entered
    {...field}
    type={isH5 ? 'text' : 'digit'}
    maxLength={9}
    clean={cleanYuan}
    beside={<Text className="ui-field-unit">{per ? `元/${per}` : '元'}</Text>}
  />
)
export const cleanYuan = (value: string): string => /^\d{0,6}(\.\d{0,2})?/.exec(value.replace(/[^\d.]/g, ''))?.[0] ?? ''

/** `260` → 26000, `20.6` → 2060, empty or half typed → null. */
export function fenOf(typed: string): number | null {
  const found = /^(\d+)(?:\.(\d{1,2}))?$/.exec(typed)
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}

export function LongTextField({ id, label, value, onChange, onLeave, hint, error, placeholder, disabled, maxLength = 200 }: FieldProps & { maxLength?: number }) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <Textarea
        id={id}
        className="ui-field-box ui-field-long"
        value={value}
        maxlength={maxLength}
        autoHeight
        placeholder={placeholder ?? ''}
        placeholderClass="ui-field-placeholder"
        disabled={disabled ?? false}
        onInput={({ detail }) => onChange(detail.value)}
        onBlur={({ detail }) => onLeave?.(detail.value)}
        {...spoken({ label: error ? `${label}，${error}` : label })}
      />
    </FieldFrame>
  )
}

type PickerProps = { id: string; label: string; words: readonly string[]; chosen: number; onChoose: (index: number) => void; error?: string | null; hint?: string }

/** The phone's own wheel, for lists too long for a grid. */
export function ListPicker({ id, label, words, chosen, onChoose, error, hint }: PickerProps) {
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint}>
      <Picker id={id} mode="selector" range={[...words]} value={Math.max(0, chosen)} onChange={({ detail }) => onChoose(Number(detail.value))}>
        <Picked label={label} words={words[chosen] ?? '请选择'} />
      </Picker>
    </FieldFrame>
  )
}

/** `mode` time gives `HH:mm`, date gives `YYYY-MM-DD`; both as the person reads them on the wall. */
export function TimePicker({ id, label, mode, value, onChoose, error, hint, from }: {
  id: string
  label: string
  mode: 'time' | 'date'
  value: string
  onChoose: (value: string) => void
  error?: string | null
  hint?: string
  from?: string
}) {
  const picked = <Picked label={label} words={value || '请选择'} />
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint}>
      {mode === 'time' ? (
        <Picker id={id} mode="time" value={value} onChange={({ detail }) => onChoose(String(detail.value))}>
          {picked}
        </Picker>
      ) : (
        <Picker id={id} mode="date" value={value} start={from ?? ''} onChange={({ detail }) => onChoose(String(detail.value))}>
          {picked}
        </Picker>
      )}
    </FieldFrame>
  )
}

function Picked({ label, words }: { label: string; words: string }) {
  return (
    <View className="ui-field-box ui-field-picked" {...spoken({ role: 'button', label: `${label}，${words}` })}>
      <Text className="ui-field-picked-words">{words}</Text>
      <Pictogram name="forward" tone="inkSoft" scale={0.75} />
    </View>
  )
}
