import { Text, View } from '@tarojs/components'
import type { Case } from '@market/shared/cases/cases.contract'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { DueClock } from '../../ui/due-clock'
import { aboutCase, casePictograms, caseTitles, ownerWords } from './cases.text'

type Props = { one: Case; now: number; busy: boolean; onTake: () => void; onGiveBack: () => void }

/** One thing that waits: what it is, how long there is, who answers for it. */
export function CaseCard({ one, now, busy, onTake, onGiveBack }: Props) {
  const { id, kind, dueAt, owner, mayDecide } = one
  const free = mayDecide && owner === null
  return (
    <Card id={`case-${id}`}>
      <CardHead title={caseTitles[kind]} pictogram={casePictograms[kind]} under={aboutCase(one, now)} />
      <View className="ui-between">
        <Text className="ui-soft">{ownerWords(one)}</Text>
        <DueClock dueAt={dueAt} />
      </View>
      {free && <Button id={`take-${id}`} label="我来办" small busy={busy} onTap={onTake} />}
      {mayDecide && owner?.mine && (
        <ButtonRow>
          <Button id={`give-back-${id}`} label="退回去" kind="secondary" small disabled={busy} onTap={onGiveBack} />
          <Button id={`take-${id}`} label="接着办" small busy={busy} onTap={onTake} />
        </ButtonRow>
      )}
    </Card>
  )
}
