import { View } from '@tarojs/components'
import { trainingKinds, trainingKindWords, trainingResults, trainingResultWords } from '@market/shared/staff/training.rules'
import { Button } from '../../ui/button'
import { ChoiceGrid } from '../../ui/choices'
import { TextField, TimePicker } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import type { TrainingForm } from './use-manager-person'

/** What was learned, when, for how long, and how it went. */
export function TrainingSheet({ training: { draft, change, busy, problem, problemOf, save, open } }: { training: TrainingForm }) {
  const { kind, title, day, hours, result } = draft
  return (
    <Sheet id="training" title="记一次培训" onClose={() => open(false)}>
      <View className="ui-stack">
        <ChoiceGrid id="training-kind" label="哪一种" choices={trainingKinds.map((value) => ({ value, label: trainingKindWords[value] }))} chosen={[kind]} onChange={([chosen]) => chosen && change({ kind: chosen })} />
        <TextField id="training-title" label="学了什么、练了什么" value={title} maxLength={40} placeholder="例如：零工市场服务规范" onChange={(value) => change({ title: value })} error={problemOf('title')} />
        <TimePicker id="training-day" label="哪一天" mode="date" value={day} onChoose={(value) => change({ day: value })} error={problemOf('day')} />
        <TextField id="training-hours" label="几个小时" value={hours} maxLength={5} placeholder="例如：1.5" onChange={(value) => change({ hours: value.replace(/[^\d.]/g, '') })} error={problemOf('minutes')} />
        {kind !== 'course' && (
          <ChoiceGrid id="training-result" label="结果" choices={trainingResults.map((value) => ({ value, label: trainingResultWords[value] }))} chosen={result === null ? [] : [result]} onChange={([chosen]) => change({ result: chosen ?? null })} error={problemOf('result')} />
        )}
        {problem && <Notice id="training-problem" tone="refused">{problem.message}</Notice>}
        <Button id="training-save" label="记下" busy={busy} onTap={() => void save()} />
      </View>
    </Sheet>
  )
}
