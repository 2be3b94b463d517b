import { View } from '@tarojs/components'
import type { Transfer, TransferOption } from '@market/shared/transfer/transfer.contract'
import { travelAssumption } from '@market/shared/transfer/transfer.rules'
import { payUnitWords } from '@market/shared/words/lists'
import { moment, yuan } from '@market/shared/words/show'
import { open } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { paths } from '../../pages/paths'
import { Button, ButtonRow } from '../../ui/button'
import { CallButton } from '../../ui/call-button'
import { Card, CardHead, StateCard, Why } from '../../ui/card'
import { EmptyState } from '../../ui/page-states'
import { Pay } from '../../ui/pay'
import { leaveWords, movingWords, offerWords, wayWords } from './transfer.text'

/** On the way: where to, until when, how to get there, and the way back. */
export function MovingView({ transfer, now, busy, onCancel }: { transfer: Transfer; now: number; busy: boolean; onCancel: () => void }) {
  const { to, applicationId } = transfer
  return (
    <>
      <StateCard id="transfer-moving" {...movingWords(transfer, now)} pictogram="place" />
      <Card>
        <View className="ui-stack">
          <CardHead title={to.name} under={to.address} />
          <Button id="transfer-way" label="看怎么去" pictogram="place" onTap={() => void open(paths.market, { marketId: to.id })} />
          <CallButton id="transfer-call" label="给那边打电话" number={to.hotline} />
          {applicationId && <Button id="transfer-application" label="看那边的活，签名字" kind="secondary" onTap={() => void open(paths.application, { applicationId })} />}
          <Button id="transfer-cancel" label="不去了" kind="quiet" small busy={busy} onTap={onCancel} />
        </View>
      </Card>
    </>
  )
}

/** Asked to come along on a bus: nothing changes for who says no; what a yes leaves behind is said before it counts. */
export function BusOffer({ offer, now, busy, onAnswer }: { offer: Transfer; now: number; busy: boolean; onAnswer: (go: boolean) => void }) {
  const { bus } = offer
  return (
    <Card id={`offer-${offer.id}`}>
      <View className="ui-stack">
        <CardHead title={`有车去${offer.to.name}`} under={bus ? `${moment(bus.leavesAt, now)} 在${bus.meetAt}上车，还有 ${bus.seatsLeft} 个座` : ''} />
        <View>{offerWords(offer.job, now)}</View>
        {offer.job === null || offer.job.standing === 'free' ? (
          <ButtonRow>
            <Button id={`go-${offer.id}`} label="我去" busy={busy} onTap={() => onAnswer(true)} />
            <Button id={`stay-${offer.id}`} label="不去" kind="secondary" busy={busy} onTap={() => onAnswer(false)} />
          </ButtonRow>
        ) : (
          <Button id={`stay-${offer.id}`} label="知道了，不去" kind="secondary" busy={busy} onTap={() => onAnswer(false)} />
        )}
      </View>
    </Card>
  )
}

export function TransferOptions({ options, now, busy, onGo }: { options: readonly TransferOption[]; now: number; busy: boolean; onGo: (option: TransferOption, jobId?: string) => void }) {
  if (options.length === 0) return <EmptyState id="no-transfer" pictogram="place" title="附近的市场现在也没有合适的" words="有了会告诉您。也可以改一改您会干的活。" offer={{ id: 'change-trades', label: '改我的登记', onTap: () => void open(paths.register, { back: '1' }) }} />
  return (
    <>
      <View className="ui-section" {...spoken({ role: 'heading' })}>
        附近缺人的市场
      </View>
      {options.map((option) => (
        <OptionCard key={option.market.id} option={option} now={now} busy={busy} onGo={(jobId) => onGo(option, jobId)} />
      ))}
      <View className="ui-soft">{`路上时间${travelAssumption}。`}</View>
    </>
  )
}

function OptionCard({ option, now, busy, onGo }: { option: TransferOption; now: number; busy: boolean; onGo: (jobId?: string) => void }) {
  const { market, places, bestDayPayFen, jobs } = option
  return (
    <Card id={`option-${market.id}`}>
      <View className="ui-stack">
        <Pay fen={bestDayPayFen} per="天" rest="最高" />
        <CardHead title={market.name} under={[...wayWords(option), leaveWords(option, now)]} />
        <View className="ui-soft">{market.address}</View>
        {jobs.map((job) => (
          <View key={job.id} id={`option-job-${job.id}`} className="ui-stack">
            <View>
              <View>{`${job.title} · ${yuan(job.payFen)} 元/${payUnitWords[job.payUnit]}`}</View>
              <View className="ui-soft">{`${moment(job.startsAt, now)} 开工 · 还要 ${job.places} 人`}</View>
              {job.reasons[0] && <Why>{job.reasons[0]}</Why>}
            </View>
            <Button id={`take-${job.id}`} label="要这个活，转过去" kind="secondary" small busy={busy} onTap={() => onGo(job.id)} />
          </View>
        ))}
        <Why>{`有 ${places} 个位子您能干`}</Why>
        <Button id={`go-${market.id}`} label="转过去再看" busy={busy} onTap={() => onGo()} />
      </View>
    </Card>
  )
}
