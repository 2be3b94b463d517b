import { Input, View } from '@tarojs/components'
import { spoken } from '../platform/spoken'
import { FieldFrame } from './fields'

type Props = { id: string; label: string; value: string; onChange: (digits: string) => void; placeholder?: string; hint?: string; error?: string | null }

/** A whole number on the number pad; anything else is dropped while typing. */
export function NumberField({ id, label, value, onChange, placeholder, hint, error }: Props) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <View className="ui-field-box">
        <Input
          id={id}
          className="ui-field-input"
          type="number"
          value={value}
          maxlength={6}
          placeholder={placeholder ?? ''}
          placeholderClass="ui-field-placeholder"
          onInput={({ detail }) => onChange(detail.value.replace(/\D/g, ''))}
          onBlur={() => undefined}
          {...spoken({ label: error ? `${label}，${error}` : label })}
        />
      </View>
    </FieldFrame>
  )
}
