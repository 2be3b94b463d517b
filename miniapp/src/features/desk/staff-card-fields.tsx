import { View } from '@tarojs/components'
import { tabsAsText } from '../../platform/reader-keys'
import { IdNumberField, LongTextField, TextField } from '../../ui/fields'
import type { CardReader } from './use-card-reader'

type Props = {
  /** Begins the ids: the form and the sheet may stand on one page. */
  id: string
  reader: CardReader
  name: string
  idNumber: string
  errors: { name?: string | undefined; idNumber?: string | undefined }
  onChange: (part: { name?: string; idNumber?: string }) => void
  onLeave: (field: 'name' | 'idNumber', value: string) => void
}

/** An ID card by its reader or by hand: only name and number. */
export function StaffCardFields({ id, reader, name, idNumber, errors, onChange, onLeave }: Props) {
  return (
    <>
      <View {...tabsAsText(reader.text !== '', () => reader.typed(`${reader.text}\t`))}>
        <LongTextField
          id={`${id}-reader`}
          label="有读卡器：点这里，再放身份证"
          value={reader.text}
          maxLength={4000}
          placeholder="读好会自动填到下面"
          hint="只留姓名和身份证号，别的马上丢掉"
          error={reader.problem}
          onChange={reader.typed}
        />
      </View>
      <TextField
        id={`${id}-name`}
        label="姓名"
        value={name}
        maxLength={64}
        error={errors.name}
        onChange={(typed) => onChange({ name: typed })}
        onLeave={(typed) => onLeave('name', typed)}
      />
      <IdNumberField
        id={`${id}-id-number`}
        label="身份证号"
        value={idNumber}
        error={errors.idNumber}
        onChange={(typed) => onChange({ idNumber: typed })}
        onLeave={(typed) => onLeave('idNumber', typed)}
      />
    </>
  )
}
