import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import { settleWays, settleWayWords, type SettleWay } from '@market/shared/words/lists'
import { workTime } from '@market/shared/words/show'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { ChoiceGrid } from '../../ui/choices'
import { Notice } from '../../ui/notice'
import { Pay } from '../../ui/pay'
import { Sheet } from '../../ui/sheet'

type Props = {
  application: Application
  who: string
  busy: boolean
  message: string | null
  onPaid: (how: SettleWay) => void
  onClose: () => void
}

/** Records that the pay was handed over: the money itself does not pass through here, and the worker confirms it. */
export function EmployerPayment({ application, who, busy, message, onPaid, onClose }: Props) {
  const { terms, settlement } = application
  const [how, setHow] = useState<SettleWay>(terms.settleHow)
  return (
    <Sheet id="payment" title={`付给 ${who}`} onClose={onClose}>
      {settlement && (
        <View>
          <Pay fen={settlement.amountFen} />
          <View className="ui-soft">{`干 ${workTime(settlement.minutes)}，工人已认`}</View>
        </View>
      )}
      <ChoiceGrid
        id="pay"
        label="怎么付的？"
        choices={settleWays.map((value) => ({ value, label: settleWayWords[value] }))}
        chosen={[how]}
        onChange={([way = how]) => setHow(way)}
      />
      <Notice id="payment-words">请先把钱付到工人本人手里，再点“已付”。工人会收到消息，确认后才算结清。</Notice>
      {message && <Notice id="sheet-problem" tone="refused">{message}</Notice>}
      <Button id="mark-paid" label="已付" busy={busy} onTap={() => onPaid(how)} />
    </Sheet>
  )
}
