import { Text, View } from '@tarojs/components'
import { oralConsent } from '@market/shared/desk/oral-consent'
import { payUnits, payUnitWords, trades } from '@market/shared/words/lists'
import { Card, CardHead } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { classNames } from '../../ui/class-names'
import { FieldFrame, MoneyField, PhoneField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Pictogram } from '../../ui/pictogram'
import { Speaker } from '../../ui/speaker'
import { Tap } from '../../ui/tap'
import { usualPay } from '../register/worker-form-view'
import { StaffCardFields } from './staff-card-fields'
import type { CardReader } from './use-card-reader'
import type { StaffDesk } from './use-staff-desk'

type Props = Pick<StaffDesk, 'form' | 'errors' | 'looked' | 'change' | 'left'> & { reader: CardReader }

/** What staff ask somebody without a phone, one question a line. */
export function StaffDeskFormView({ form, errors, looked, change, left, reader }: Props) {
  return (
    <>
      <Card>
        <View className="ui-stack-wide">
          <CardHead title="身份证" under="登记过的人，填好这两样就出来" />
          <StaffCardFields id="desk" reader={reader} name={form.name} idNumber={form.idNumber} errors={errors} onChange={change} onLeave={(field, value) => left(field, { [field]: value })} />
          {looked === 'looking' && <Notice id="looking">正在看登记过没有…</Notice>}
          {looked === 'new' && <Notice id="is-new" tone="confirmed">还没登记过，接着往下填。</Notice>}
          {typeof looked === 'object' && <Notice id="look-problem" tone="refused">{looked.message}</Notice>}
          <Tick id="compared" label="证件照片和本人" words="对过脸了，是本人" given={form.compared} error={errors.compared} onChange={(compared) => change({ compared })} />
        </View>
      </Card>
      <Card>
        <View className="ui-stack-wide">
          <CardHead title="会干什么" />
          <ChoiceGrid
            id="trade"
            label="会的都点上，可以点好几样"
            many
            choices={trades.map(({ code, name, icon }) => ({ value: code as string, label: name, pictogram: icon }))}
            chosen={form.trades}
            error={errors.trades}
            onChange={(chosen) => change({ trades: chosen })}
          />
        </View>
      </Card>
      <Card>
        <View className="ui-stack-wide">
          <CardHead title="想要多少工钱" />
          <ChoiceGrid
            id="pay-unit"
            label="怎么算"
            choices={payUnits.map((unit) => ({ value: unit, label: `按${payUnitWords[unit]}算` }))}
            chosen={[form.payUnit]}
            onChange={([payUnit]) => change(payUnit && payUnit !== form.payUnit ? { payUnit, wishedPay: '' } : {})}
          />
          <ChoiceGrid
            id="usual-pay"
            label={`一${payUnitWords[form.payUnit]}最少给多少，愿意干？`}
            choices={usualPay[form.payUnit].map((yuan) => ({ value: yuan, label: `${yuan} 元` }))}
            chosen={[form.wishedPay]}
            onChange={([wishedPay]) => change({ wishedPay: wishedPay ?? '' })}
          />
          <MoneyField
            id="wished-pay"
            label="或者自己填"
            per={payUnitWords[form.payUnit]}
            value={form.wishedPay}
            error={errors.wishedPayFen}
            onChange={(wishedPay) => change({ wishedPay })}
            onLeave={(wishedPay) => left('wishedPayFen', { wishedPay })}
          />
        </View>
      </Card>
      <Card>
        <PhoneField
          id="phone"
          label="家里人的手机号（没有就不填）"
          value={form.phone}
          error={errors.phone}
          hint="签了协议，雇主能看到，好联系"
          onChange={(phone) => change({ phone })}
          onLeave={(phone) => left('phone', { phone })}
        />
      </Card>
      <Card id="oral-consent">
        <View className="ui-stack">
          <CardHead title={oralConsent.title} beside={<Speaker id="consent-aloud" text={oralConsent.paragraphs.join('')} />} />
          {oralConsent.paragraphs.map((paragraph) => (
            <View key={paragraph}>{paragraph}</View>
          ))}
          <Tick id="consent" label="用身份信息，要本人同意" words="念过了，本人同意" given={form.consented} error={errors.consent} onChange={(consented) => change({ consented })} />
        </View>
      </Card>
    </>
  )
}

type TickProps = { id: string; label: string; words: string; given: boolean; error?: string | undefined; onChange: (given: boolean) => void }

/** One thing that staff vouch for with their own name. */
export function Tick({ id, label, words, given, error, onChange }: TickProps) {
  return (
    <FieldFrame id={id} label={label} error={error ?? null}>
      <Tap id={id} className="ui-consent" role="checkbox" label={words} checked={given} onTap={() => onChange(!given)}>
        <View className={classNames('ui-consent-box', given && 'ui-consent-given')}>{given && <Pictogram name="check" tone="onAction" scale={0.75} />}</View>
        <Text>{words}</Text>
      </Tap>
    </FieldFrame>
  )
}
