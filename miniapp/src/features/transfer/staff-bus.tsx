import { View } from '@tarojs/components'
import { moment } from '@market/shared/words/show'
import { back } from '../../platform/navigation'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { FormCard } from '../../ui/card'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { ListPicker, TextField, TimePicker } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { NumberField } from '../../ui/number-field'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { anyJob, busJobHint, busJobLine, jobGoneWords, leavesHint, notTodayWords } from './transfer.text'
import { nextAt, type StaffBus as Bus } from './use-staff-bus'

/** 安排一趟车: where to, whom to ask, how many seats, when and where from. Everybody answers for themselves. */
export function StaffBus({ board, destinations, openings, job, jobGone, draft, busy, problem, wrong, asking, stay, change, make }: Bus) {
  const now = useNow()
  const jobs = openings.value?.jobs ?? []
  const submit = async (sure?: number): Promise<void> => {
    if (await make(sure)) await back(staffPaths.transfer)
  }
  return (
    <Page
      id="staff-bus"
      title="安排一趟车"
      backTo={staffPaths.transfer}
      overlay={asking !== null && <ConfirmSheet id="not-today-sheet" title={`${moment(asking, now)} 发车？`} words={notTodayWords} confirmLabel="对，就这时" closeLabel="改时间" onConfirm={() => void submit(asking)} onClose={stay} />}
      foot={
        <View className="ui-foot-action ui-stack">
          {problem && <Notice id="bus-form-problem" tone="refused">{problem}</Notice>}
          <Button id="ask-along" label="发给他们，问去不去" busy={busy} busyLabel="正在发…" onTap={() => void submit()} />
        </View>
      }
    >
      <Loaded reading={board} cards={1}>
        {() => (
          <FormCard>
            <ListPicker id="bus-to" label="去哪个市场" words={destinations.map(({ name }) => name)} chosen={destinations.findIndex(({ id }) => id === draft.toMarketId)} error={wrong('toMarketId')} onChoose={(index) => change({ toMarketId: destinations[index]?.id ?? '' })} />
            {draft.toMarketId !== '' && (
              <ListPicker
                id="bus-job"
                label="去干哪个活"
                words={[anyJob, ...jobs.map((one) => busJobLine(one, now))]}
                chosen={jobs.findIndex(({ id }) => id === draft.jobId) + 1}
                hint={busJobHint(job, draft, openings.value, now)}
                error={jobGone ? jobGoneWords : wrong('jobId')}
                onChoose={(index) => change({ jobId: jobs[index - 1]?.id ?? '' })}
              />
            )}
            <TextField id="bus-numbers" label="请哪些号" placeholder="3、7、12" hint="可以比座位多，先答应的先上车" maxLength={2_000} value={draft.numbers} error={wrong('numbers')} onChange={(numbers) => change({ numbers })} />
            <NumberField id="bus-seats" label="几个座" value={draft.seats} error={wrong('seats')} onChange={(seats) => change({ seats })} />
            <TimePicker id="bus-leaves" label="几点发车" mode="time" value={draft.leaves} hint={leavesHint(nextAt(draft.leaves, now), now)} error={wrong('leavesAt')} onChoose={(leaves) => change({ leaves })} />
            <TextField id="bus-meet" label="在哪儿上车" placeholder="东门外停车场" maxLength={60} value={draft.meetAt} error={wrong('meetAt')} onChange={(meetAt) => change({ meetAt })} />
          </FormCard>
        )}
      </Loaded>
      <View className="ui-soft">谁去谁不去，本人点了才算；没答应的还在这里排队。</View>
    </Page>
  )
}
