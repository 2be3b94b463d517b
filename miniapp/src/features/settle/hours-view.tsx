import { Text, View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import type { Settlement } from '@market/shared/settle/settlement'
import { agreedPayFen } from '@market/shared/settle/settle.rules'
import { payUnitWords, settleWayWords } from '@market/shared/words/lists'
import { moment, workTime, yuan } from '@market/shared/words/show'
import { Card, CardHead } from '../../ui/card'
import { Facts, type Fact } from '../../ui/facts'
import { Notice } from '../../ui/notice'
import { Speaker } from '../../ui/speaker'

const factsOf = ({ terms }: Application, { minutes, note, disputedReason, agreedAt, paidAt, paidHow, receivedAt }: Settlement, now: number): Fact[] => [
  { label: '约定', value: `${yuan(terms.payFen)} 元/${payUnitWords[terms.payUnit]}`, note: `这些工时，按约定是 ${yuan(agreedPayFen(terms, minutes))} 元` },
  ...(note ? [{ label: '雇主说', value: note }] : []),
  ...(disputedReason ? [{ label: '您说', value: disputedReason }] : []),
  ...(agreedAt ? [{ label: '两边认了', value: moment(agreedAt, now) }] : []),
  ...(paidAt ? [{ label: '雇主付了', value: `${moment(paidAt, now)}${paidHow ? `，${settleWayWords[paidHow]}` : ''}` }] : []),
  ...(receivedAt ? [{ label: '您收到了', value: moment(receivedAt, now) }] : []),
]

/** Hours and money, big, beside what was agreed. Less than agreed is said aloud before anybody confirms it. */
export function HoursView({ application, settlement, now }: { application: Application; settlement: Settlement; now: number }) {
  const { minutes, amountFen } = settlement
  const missing = agreedPayFen(application.terms, minutes) - amountFen
  const aloud = `干了 ${workTime(minutes)}，工钱 ${yuan(amountFen)} 元${missing > 0 ? `，比约定少 ${yuan(missing)} 元` : ''}`
  return (
    <Card id="hours">
      <View className="ui-stack">
        <CardHead title="工时和工钱" beside={<Speaker id="hours-aloud" text={aloud} />} />
        <View className="ui-figures">
          <Text id="hours-minutes">{workTime(minutes)}</Text>
          <Text id="hours-amount">{`${yuan(amountFen)} 元`}</Text>
        </View>
        {missing > 0 && <Notice id="hours-less" tone="refused">{`比约定的少 ${yuan(missing)} 元。不对就点“不对”，说明原因。`}</Notice>}
        <Facts facts={factsOf(application, settlement, now)} />
      </View>
    </Card>
  )
}
