import { View } from '@tarojs/components'
import type { TransferGroupDetail } from '@market/shared/transfer/transfer.contract'
import { missingOf, travelAssumption, type TradeBalance } from '@market/shared/transfer/transfer.rules'
import { tradeName } from '@market/shared/words/lists'
import { moment } from '@market/shared/words/show'
import { open, type PageParams } from '../../platform/navigation'
import { spoken } from '../../platform/spoken'
import { staffPaths } from '../../staff/paths'
import { BarRow } from '../../ui/bar-row'
import { Button } from '../../ui/button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { Fold } from '../../ui/fold'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Segmented } from '../../ui/segmented'
import { Tag } from '../../ui/tag'
import { useNow } from '../../ui/use-now'
import { balanceWords, boardWords, expectedPersonWords, groupJobGone, groupJobWords, hasArrived, ridersWords, wayWords } from './transfer.text'
import type { StaffTransfer as Readings } from './use-staff-transfer'

/** 转场: where people are missing and where too many are, the buses from here, and who is on the way to us. */
export function StaffTransfer(readings: Readings) {
  const { board, expected, groups, view, choose, marketId } = readings
  const at: PageParams = marketId === undefined ? {} : { marketId }
  return (
    <Page
      id="staff-transfer"
      title={board.value ? `转场 · ${board.value.market.name}` : '转场'}
      backTo={staffPaths.duty}
      dataAt={board.at}
      overlay={readings.asking && (
        <ConfirmSheet id="cancel-bus-sheet" title="取消这趟车？" words="答应的、还没答复的都会收到通知。" confirmLabel="取消这趟车" danger onConfirm={() => void readings.cancel()} onClose={() => readings.ask(null)} />
      )}
      foot={
        <View className="ui-foot-action">
          <Button id="make-bus" label="安排一趟车" pictogram="people" onTap={() => void open(staffPaths.bus, at)} />
        </View>
      }
    >
      <Segmented
        id="transfer-part"
        segments={[
          { value: 'board', label: '缺和多' },
          { value: 'expected', label: '要来的', count: expected.value?.total ?? 0 },
          { value: 'buses', label: '发车', count: groups.value?.groups.length ?? 0 },
        ]}
        chosen={view}
        onChoose={choose}
      />
      {view === 'board' && <Board board={board} onBus={(toMarketId) => void open(staffPaths.bus, { ...at, toMarketId })} />}
      {view === 'expected' && <ExpectedHere expected={expected} />}
      {view === 'buses' && <Buses {...readings} />}
    </Page>
  )
}

function Board({ board, onBus }: Pick<Readings, 'board'> & { onBus: (toMarketId: string) => void }) {
  return (
    <Loaded reading={board}>
      {({ trades, others }) => (
        <>
          <Card id="board-here">
            <CardHead title="这里" under="24 小时内开工的空位，和在场、没约活的人" />
            {trades.length === 0 && <View className="ui-soft">现在没有空位，也没有人在等</View>}
            <Balances trades={trades.slice(0, shownAtOnce)} />
            {trades.length > shownAtOnce && (
              <Fold id="more-trades" show={`再看 ${trades.length - shownAtOnce} 个工种`} hide="收起来">
                <View className="ui-stack">
                  <Balances trades={trades.slice(shownAtOnce)} />
                </View>
              </Fold>
            )}
          </Card>
          <View className="ui-section" {...spoken({ role: 'heading' })}>
            可以互相调的市场
          </View>
          {others.length === 0 && <EmptyState id="board-alone" pictogram="place" title="附近没有能调的" words="别的市场一缺人，或者人多出来，这里就看得到。" />}
          {others.map((one) => (
            <Card key={one.market.id} id={`board-${one.market.id}`}>
              <View className="ui-stack">
                <CardHead title={one.market.name} under={wayWords(one)} />
                <View>{boardWords(one)}</View>
                {one.outwards.length > 0 && <Button id={`bus-to-${one.market.id}`} label="安排车送人过去" kind="secondary" small onTap={() => onBus(one.market.id)} />}
              </View>
            </Card>
          ))}
          <View className="ui-soft">{`会几样的人每样都算。路上时间${travelAssumption}。`}</View>
        </>
      )}
    </Loaded>
  )
}

/** The largest gaps come first; the markets to send people to stand below them. */
const shownAtOnce = 6

const Balances = ({ trades }: { trades: readonly TradeBalance[] }) => (
  <>
    {trades.map((one) => (
      <BarRow
        key={one.trade}
        id={`here-${one.trade}`}
        label={tradeName(one.trade)}
        figure={balanceWords(one)}
        count={Math.min(one.people, one.places)}
        whole={Math.max(one.people, one.places)}
        tone={missingOf(one) > 0 ? 'mid' : 'action'}
        note={`空位 ${one.places} · 在场 ${one.people}`}
      />
    ))}
  </>
)

function ExpectedHere({ expected }: Pick<Readings, 'expected'>) {
  const now = useNow()
  return (
    <Loaded reading={expected}>
      {({ total, people, buses }) => (
        <>
          <StateCard id="expected-state" now={total === 0 ? '没有人在来的路上' : `${total} 人在来的路上`} next="到了扫门口的码，就自动销掉" pictogram="people" />
          {buses.map((bus) => (
            <Card key={bus.id} id={`bus-in-${bus.id}`} tight>
              <CardHead title={`从${bus.from.name}来的车`} under={`${moment(bus.leavesAt, now)} 发车 · 已有 ${bus.taken} 人 · 最多 ${bus.seats} 人`} />
            </Card>
          ))}
          {people.map((person) => (
            <Card key={person.transferId} id={`expected-${person.transferId}`} tight>
              <CardHead title={person.nameMasked} under={expectedPersonWords(person, now)} />
            </Card>
          ))}
        </>
      )}
    </Loaded>
  )
}

function Buses({ groups, ask, busy, problem }: Readings) {
  const now = useNow()
  return (
    <Loaded reading={groups}>
      {({ groups: all }) => (
        <>
          {problem && <Notice id="bus-problem" tone="refused">{problem}</Notice>}
          {all.length === 0 && <EmptyState id="no-buses" pictogram="people" title="今天还没有安排车" words="点下面的“安排一趟车”，填上要请的号。" />}
          {all.map((group) => (
            <BusCard key={group.id} group={group} now={now} busy={busy} onCancel={() => ask(group.id)} />
          ))}
        </>
      )}
    </Loaded>
  )
}

function BusCard({ group, now, busy, onCancel }: { group: TransferGroupDetail; now: number; busy: boolean; onCancel: () => void }) {
  const jobGone = group.cancelled ? null : groupJobGone(group)
  const coming = group.riders.filter(({ state }) => state === 'moving' || state === 'arrived')
  return (
    <Card id={`bus-${group.id}`}>
      <View className="ui-stack">
        <CardHead
          title={`去${group.to.name}`}
          under={`${moment(group.leavesAt, now)} 在${group.meetAt}上车`}
          beside={group.cancelled ? <Tag tone="refused">取消了</Tag> : <Tag tone={group.taken > 0 ? 'confirmed' : 'wait'}>{`${group.taken} 人 / ${group.seats} 座`}</Tag>}
        />
        {group.job && <View id={`bus-job-${group.id}`}>{groupJobWords(group.job, now)}</View>}
        {jobGone && <Notice id={`bus-job-gone-${group.id}`} tone="wait">{jobGone}</Notice>}
        <View>{ridersWords(group)}</View>
        {coming.length > 0 && <View className="ui-soft">{`上车的：${coming.map(({ number, nameMasked }) => (number === null ? nameMasked : `${number} 号 ${nameMasked}`)).join('、')}`}</View>}
        {!group.cancelled && !hasArrived(group, now) && <Button id={`cancel-bus-${group.id}`} label="取消这趟车" kind="quiet" small busy={busy} onTap={onCancel} />}
      </View>
    </Card>
  )
}
