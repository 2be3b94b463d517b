import { View } from '@tarojs/components'
import { employerKinds, employerKindWords } from '@market/shared/words/lists'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { IdNumberField, PhoneField, TextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import type { EmployerRegistering } from './use-employer-registration'
import { ConsentCard } from './worker-form-view'

type Props = Pick<EmployerRegistering, 'form' | 'errors' | 'card' | 'change' | 'left' | 'readCard'>

/** Who hires: a business by its licence, a household by the person (policy clause 八). */
export function EmployerFormView(props: Props) {
  const { form, errors, change, left } = props
  return (
    <>
      <Card>
        <View className="ui-stack-wide">
          <CardHead title="谁来招人" />
          <ChoiceGrid
            id="kind"
            label="您是"
            choices={employerKinds.map((value) => ({ value, label: employerKindWords[value] }))}
            chosen={[form.kind]}
            onChange={([kind = form.kind]) => change({ kind })}
          />
          {form.kind === 'household' ? <Household {...props} /> : <Business {...props} />}
          <PhoneField
            id="phone"
            label="手机号"
            value={form.phone}
            error={errors.phone ?? null}
            hint="签了协议的工人才能看到"
            onChange={(phone) => change({ phone })}
            onLeave={(phone) => left('phone', { phone })}
          />
        </View>
      </Card>
      <ConsentCard given={form.consented} error={errors.consent ?? null} onChange={(consented) => change({ consented })} />
    </>
  )
}

function Business({ form, errors, change, left }: Props) {
  return (
    <>
      <TextField
        id="name"
        label={form.kind === 'organisation' ? '登记证书上的名称' : '营业执照上的名称'}
        value={form.businessName}
        error={errors.name ?? null}
        onChange={(businessName) => change({ businessName })}
        onLeave={(businessName) => left('name', { businessName })}
      />
      <TextField
        id="licence"
        label="统一社会信用代码"
        value={form.creditCode}
        maxLength={24}
        hint="证上的 18 位，数字和字母"
        error={errors.licence ?? null}
        onChange={(creditCode) => change({ creditCode })}
        onLeave={(creditCode) => left('licence', { creditCode })}
      />
      <TextField
        id="contact-name"
        label="联系人姓名"
        value={form.contactName}
        hint="工人到了找谁"
        error={errors.contactName ?? null}
        onChange={(contactName) => change({ contactName })}
        onLeave={(contactName) => left('contactName', { contactName })}
      />
    </>
  )
}

function Household({ form, errors, card, change, left, readCard }: Props) {
  return (
    <>
      <Button
        id="take-id-card"
        label="拍身份证，自动填"
        kind="secondary"
        pictogram="camera"
        busy={card === 'reading'}
        busyLabel="正在认字…"
        onTap={() => void readCard()}
      />
      {typeof card === 'object' && <Notice id="id-card-problem" tone="wait">{card.message}</Notice>}
      <TextField
        id="name"
        label="您的姓名"
        value={form.ownName}
        error={errors.name ?? null}
        onChange={(ownName) => change({ ownName })}
        onLeave={(ownName) => left('name', { ownName })}
      />
      <IdNumberField
        id="licence"
        label="身份证号"
        value={form.idNumber}
        hint="别人看不到，只用来确认是您本人"
        error={errors.licence ?? null}
        onChange={(idNumber) => change({ idNumber })}
        onLeave={(idNumber) => left('licence', { idNumber })}
      />
    </>
  )
}
