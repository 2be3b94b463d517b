import { Input, View } from '@tarojs/components'
import { spoken } from '../platform/spoken'
import { Button } from './button'
import { FieldFrame } from './fields'

type Props = { id: string; label: string; value: string; placeholder: string; onChange: (words: string) => void; onSearch: () => void }

/** Words to look for. They are looked for when the person says so or leaves the field, not at each stroke of the pen. */
export function SearchField({ id, label, value, placeholder, onChange, onSearch }: Props) {
  return (
    <FieldFrame id={id} label={label}>
      <View className="ui-field-box">
        <Input
          id={id}
          className="ui-field-input"
          type="text"
          confirmType="search"
          value={value}
          maxlength={60}
          placeholder={placeholder}
          placeholderClass="ui-field-placeholder"
          onInput={({ detail }) => onChange(detail.value)}
          onConfirm={onSearch}
          onBlur={onSearch}
          {...spoken({ label })}
        />
        <Button id={`${id}-go`} label="搜" small onTap={onSearch} />
      </View>
    </FieldFrame>
  )
}
