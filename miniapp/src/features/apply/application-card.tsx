import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import { mayStillBeEntered } from '@market/shared/arrive/by-hand.rules'
import type { ApplicationState } from '@market/shared/journey'
import { payUnitWords, settleTimeWords, tradeIcon } from '@market/shared/words/lists'
import { stretch } from '@market/shared/words/show'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Card, CardHead, Why } from '../../ui/card'
import { Pay } from '../../ui/pay'
import { Tag } from '../../ui/tag'
import { placeWords, unscannedWords } from './place.text'
import { groupOf } from './progress'

/** What the one button of a card says where the worker has something to do. */
const calls: Partial<Record<ApplicationState, string>> = {
  offered: '去不去？看一眼',
  applied: '去签协议',
  employer_signed: '去签协议',
  arrived: '干完了，下工',
  hours_proposed: '看工时和工钱',
  paid: '收到钱了吗',
}

/** One job of the worker's: what, where it stands, who does what next. */
export function ApplicationCard({ application, now }: { application: Application; now: number }) {
  const { id, state, terms } = application
  const words = mayStillBeEntered(state, terms.endsAt, now) ? unscannedWords(state) : placeWords(application, now)
  const see = (): void => void open(paths.application, { applicationId: id })
  const over = groupOf(state) === 'over'
  return (
    <Card id={`application-${id}`}>
      <CardHead
        title={terms.title}
        pictogram={tradeIcon(terms.trade)}
        under={terms.address}
        beside={groupOf(state) === 'my_turn' ? <Tag tone="wait">轮到您</Tag> : undefined}
      />
      <View className="ui-job-body">
        <Pay fen={terms.payFen} per={payUnitWords[terms.payUnit]} rest={settleTimeWords[terms.settleWhen]} />
        <View className="ui-soft">{stretch(terms.startsAt, terms.endsAt, now)}</View>
        <Why>{over ? words.now : `${words.now}。${words.next}`}</Why>
      </View>
      <View className="ui-card-action ui-stack">
        {state === 'signed' && now <= terms.endsAt && (
          <Button id={`work-pass-${id}`} label="打开工作码" pictogram="scan" onTap={() => void open(paths.workPass, { applicationId: id })} />
        )}
        <Button id={`see-${id}`} label={calls[state] ?? '看进度'} kind={groupOf(state) === 'my_turn' ? 'main' : 'secondary'} small onTap={see} />
      </View>
    </Card>
  )
}
