import { openThingWords } from '@market/shared/my-data/data-classes'
import type { MyData } from '@market/shared/my-data/my-data.contract'
import { moment } from '@market/shared/words/show'
import { Text, View } from '@tarojs/components'
import { Button } from '../../ui/button'
import { Card, StateCard } from '../../ui/card'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { ConfirmButtons, ConfirmStep } from '../sign/confirm-step'
import { fateWords, myDataWords } from './my-data.text'
import type { Doing } from './use-my-data'

/** What is held, by class, with what it is for and how long it stays. */
function Held({ classes }: Pick<MyData, 'classes'>) {
  return (
    <Card id="held">
      <Fold id="show-held" show={`${myDataWords.held}（${myDataWords.heldShort(classes.length)}）`} hide={myDataWords.held}>
        <View className="ui-stack">
          {classes.map(({ name, title, purpose, ground, kept, atClosing }) => (
            <View key={name} id={`held-${name}`}>
              <View><Text>{title}</Text></View>
              <View className="ui-soft">{`${purpose}。${kept}。${fateWords[atClosing]}。依据：${ground}`}</View>
            </View>
          ))}
        </View>
      </Fold>
    </Card>
  )
}

/** The way out, in as many steps as it takes to mean it. */
function Closing({ data, doing, now }: { data: MyData; doing: Doing; now: number }) {
  const { step, goTo, busy, confirming } = doing
  if (data.closing !== null) {
    return (
      <>
        <StateCard id="closing" pictogram="wait" now={myDataWords.waiting(moment(data.closing.dueAt, now))} next={myDataWords.waitingNote} />
        <Button id="keep-open" label={myDataWords.keepOpen} busy={busy} onTap={() => void doing.keepOpen()} />
      </>
    )
  }
  if (data.open.length > 0) return <Notice id="still-open" tone="wait">{`${myDataWords.open}${data.open.map(({ thing, count }) => openThingWords[thing](count)).join('；')}`}</Notice>
  if (step === 'look') return <Button id="close-account" label={myDataWords.close} kind="quiet" onTap={() => goTo('sure')} />
  if (step === 'sure') {
    return (
      <Card id="sure">
        <View className="ui-stack">
          <View className="ui-heading">{myDataWords.closeTitle}</View>
          <View>{myDataWords.closeWords}</View>
          <Button id="sure-yes" label={myDataWords.close} kind="danger" busy={busy} onTap={() => (data.needsPhone ? goTo('confirm') : void doing.close())} />
          <Button id="sure-no" label={myDataWords.keepOpen} kind="secondary" onTap={() => goTo('look')} />
        </View>
      </Card>
    )
  }
  return (
    <>
      <ConfirmStep {...confirming} why={myDataWords.why} />
      <ConfirmButtons {...confirming} busy={busy} label={myDataWords.confirm} busyLabel={myDataWords.busy} />
      <Button id="confirm-no" label={myDataWords.keepOpen} kind="quiet" onTap={() => goTo('look')} />
    </>
  )
}

export function MyDataView({ data, doing, now }: { data: MyData; doing: Doing; now: number }) {
  const { paper } = doing
  return (
    <>
      <Card id="take-away">
        <View className="ui-stack">
          <Button id="take-page" label={myDataWords.page} busy={paper.busy} onTap={() => void paper.openPaper('/api/my-data/page', myDataWords.fileName('html'))} />
          <Button id="take-record" label={myDataWords.record} kind="secondary" small onTap={() => void paper.openPaper('/api/my-data/record', myDataWords.fileName('json'))} />
          <View className="ui-soft">{myDataWords.takingNote}</View>
          {paper.problem && <Notice id="take-problem" tone="refused">{paper.problem.message}</Notice>}
        </View>
      </Card>
      <Held classes={data.classes} />
      {doing.problem && <Notice id="closing-problem" tone="refused">{doing.problem}</Notice>}
      <Closing data={data} doing={doing} now={now} />
    </>
  )
}
