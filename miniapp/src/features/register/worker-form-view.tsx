import { Text, View } from '@tarojs/components'
import { consent } from '@market/shared/register/consent'
import { payUnits, payUnitWords, skillLevels, skillLevelWords, trades, type PayUnit } from '@market/shared/words/lists'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { classNames } from '../../ui/class-names'
import { FieldFrame, IdNumberField, ListPicker, MoneyField, PhoneField, TextField } from '../../ui/fields'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { Pictogram } from '../../ui/pictogram'
import { Speaker } from '../../ui/speaker'
import { Tap } from '../../ui/tap'
import type { WorkerRegistering } from './use-worker-registration'

type Props = Pick<WorkerRegistering, 'form' | 'errors' | 'card' | 'change' | 'left' | 'readCard'> & {
  /** Already registered: what they may change further. */
  again: boolean
}

/** Common wishes, in yuan, so that most people type nothing. */
export const usualPay: Record<PayUnit, readonly string[]> = { day: ['150', '180', '200', '220', '260', '300'], hour: ['16', '18', '20', '22', '25', '30'] }

/** The form of a worker's registration: who you are, what you can do, what you want for it, and your consent. */
export function WorkerFormView({ form, errors, card, change, left, readCard, again }: Props) {
  return (
    <>
      <Card>
        <View className="ui-stack-wide">
          <CardHead title="您是谁" />
          <View className="ui-stack">
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
          </View>
          <TextField
            id="name"
            label="姓名"
            value={form.name}
            maxLength={64}
            error={errors.name}
            onChange={(name) => change({ name })}
            onLeave={(name) => left('name', { name })}
          />
          <IdNumberField
            id="id-number"
            label="身份证号"
            value={form.idNumber}
            error={errors.idNumber}
            hint="别人看不到，只用来确认是您本人"
            onChange={(idNumber) => change({ idNumber })}
            onLeave={(idNumber) => left('idNumber', { idNumber })}
          />
          <PhoneField
            id="phone"
            label="手机号"
            value={form.phone}
            error={errors.phone}
            hint="签了协议，雇主才能看到"
            onChange={(phone) => change({ phone })}
            onLeave={(phone) => left('phone', { phone })}
          />
        </View>
      </Card>
      <Card>
        <View className="ui-stack-wide">
          <CardHead title="您会干什么" />
          <ChoiceGrid
            id="trade"
            label="会的都点上，可以点好几样"
            many
            choices={trades.map(({ code, name, icon }) => ({ value: code as string, label: name, pictogram: icon }))}
            chosen={form.trades}
            error={errors.trades}
            onChange={(chosen) => change({ trades: chosen })}
          />
          {again && (
            <ListPicker
              id="skill-level"
              label="技能等级（证上写的；没有证就是学徒工）"
              words={skillLevels.map((level) => skillLevelWords[level])}
              chosen={skillLevels.indexOf(form.skillLevel)}
              onChoose={(index) => change({ skillLevel: skillLevels[index] ?? form.skillLevel })}
            />
          )}
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
            label={`一${payUnitWords[form.payUnit]}最少给多少，您愿意干？`}
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
            hint="以后随时能改，不影响报名"
            onChange={(wishedPay) => change({ wishedPay })}
            onLeave={(wishedPay) => left('wishedPayFen', { wishedPay })}
          />
        </View>
      </Card>
      <ConsentCard given={form.consented} error={errors.consent ?? null} onChange={(consented) => change({ consented })} />
    </>
  )
}

/** The consent for the ID number stands by itself (PIPL 29); the whole text is one tap away and can be read aloud. */
export function ConsentCard({ given, error, onChange }: { given: boolean; error: string | null; onChange: (given: boolean) => void }) {
  const aloud = [consent.title, ...consent.paragraphs].join('。')
  return (
    <Card>
      <FieldFrame id="consent" label="用您的身份信息，要您同意" error={error}>
        <Tap id="consent" className="ui-consent" role="checkbox" label={consent.title} checked={given} onTap={() => onChange(!given)}>
          <View className={classNames('ui-consent-box', given && 'ui-consent-given')}>{given && <Pictogram name="check" tone="onAction" scale={0.75} />}</View>
          <Text>我看了说明，同意</Text>
        </Tap>
      </FieldFrame>
      <View className="ui-card-head">
        <View className="ui-card-title-block">
          <Fold id="consent-text" show="看说明" hide="收起说明">
            <View className="ui-stack">
              {consent.paragraphs.map((paragraph) => (
                <View key={paragraph}>{paragraph}</View>
              ))}
            </View>
          </Fold>
        </View>
        <Speaker id="consent-aloud" text={aloud} />
      </View>
    </Card>
  )
}
