import { Text, View } from '@tarojs/components'
import type { MyIdentity } from '@market/shared/identity/identity.contract'
import { showsPapers } from '@market/shared/identity/identity.rules'
import { employerPaths } from '../../employer/paths'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Card, CardHead, FormCard, StateCard } from '../../ui/card'
import { DueClock } from '../../ui/due-clock'
import { Facts } from '../../ui/facts'
import { IdNumberField, TextField } from '../../ui/fields'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { ReasonList } from '../../ui/reason-list'
import { ConsentCard } from '../register/worker-form-view'
import { FaceCheck, ShowCard } from './ways-on'
import { employerState, mendReasons, personState, unansweredWords } from './identity.text'
import type { Identifying } from './use-identity'

type Props = { identity: MyIdentity; now: number; doing: Identifying }

/** 实名: where one stands, until when, and the one step that comes next. */
export function IdentityView({ identity, now, doing }: Props) {
  const { person, employer } = identity
  const bound = person.idNumberMasked !== null
  const settled = person.standing === 'valid'
  // Beyond the machine's answer there is always a person: the card is shown to staff, or the desk is visited.
  const offersCard = bound && !settled && person.waiting === null && (person.standing === 'none' || doing.answer === 'no_record' || doing.answer === 'unavailable')
  return (
    <>
      <StateCard id="identity-state" {...personState(person, now)} />
      {person.waiting && (
        <Card tight>
          <View className="ui-between">
            <Text className="ui-soft">办结时限</Text>
            <DueClock dueAt={person.waiting.dueAt} />
          </View>
        </Card>
      )}
      {person.refused && !settled && <ToMend id="person-mend" refused={person.refused} />}
      <Answer doing={doing} settled={settled} />
      {bound ? <Own doing={doing} person={person} /> : <GiveNumber doing={doing} />}
      {offersCard && <ShowCard doing={doing} hasPicture={identity.pictures.some(({ kind }) => kind === 'id_card')} />}
      {bound && identity.faceCheck && !settled && <FaceCheck doing={doing} />}
      {employer && showsPapers(employer.kind) && <OfEmployer employer={employer} now={now} />}
    </>
  )
}

export function ToMend({ id, refused }: { id: string; refused: NonNullable<MyIdentity['person']['refused']> }) {
  return (
    <Card>
      <CardHead title="要改的都在这儿" pictogram="alert" under="一次改好，再交就行" />
      <ReasonList id={id} reasons={mendReasons(refused.flaws, refused.note)} />
    </Card>
  )
}

function Answer({ doing: { answer, problem, errorOf }, settled }: { doing: Identifying; settled: boolean }) {
  const besideField = ['name', 'idNumber', 'consent', 'face', 'id_card.picture', 'imageBase64'].some((field) => errorOf(field) !== null)
  return (
    <>
      {problem && !besideField && <Notice id="identity-problem" tone="refused">{problem.message}</Notice>}
      {answer === 'match' && settled && <Notice id="identity-answer" tone="confirmed">核对好了，姓名和身份证号对得上。</Notice>}
      {(answer === 'no_record' || answer === 'unavailable') && <Notice id="identity-answer" tone="wait">{unansweredWords[answer]}</Notice>}
    </>
  )
}

/** Name and number are here: one tap checks them. */
function Own({ doing, person }: { doing: Identifying; person: MyIdentity['person'] }) {
  const mismatch = doing.errorOf('idNumber')
  return (
    <Card id="own-identity">
      <CardHead title="您的身份" pictogram="me" />
      <Facts facts={[{ label: '姓名', value: person.nameMasked ?? '' }, { label: '身份证号', value: person.idNumberMasked ?? '' }]} />
      {mismatch && <Notice id="identity-mismatch" tone="refused">{mismatch}</Notice>}
      {person.standing === 'valid'
        ? <View className="ui-soft">名字改了、号码错了，带身份证到服务台改。</View>
        : <Button id="check-identity" label={person.standing === 'none' ? '核对一下' : '重新核对'} pictogram="shield" busy={doing.busy === 'check'} busyLabel="正在核对…" onTap={() => void doing.check(false)} />}
      {person.standing === 'none' && person.waiting === null && <CorrectNumber doing={doing} />}
    </Card>
  )
}

/** Nobody has vouched for it yet: what was typed wrongly is put right here. */
function CorrectNumber({ doing }: { doing: Identifying }) {
  return (
    <Fold id="correct-number" show="填错了，改一下" hide="不改了">
      <View className="ui-stack-wide">
        <NumberFields doing={doing} />
      </View>
    </Fold>
  )
}

function GiveNumber({ doing }: { doing: Identifying }) {
  return (
    <FormCard id="give-number" title="您是谁">
      <NumberFields doing={doing} />
    </FormCard>
  )
}

function NumberFields({ doing: { form, change, card, readCard, errorOf, busy, check } }: { doing: Identifying }) {
  return (
    <>
      <Button id="take-id-card" label="拍身份证，自动填" kind="secondary" pictogram="camera" busy={card === 'reading'} busyLabel="正在认字…" onTap={() => void readCard()} />
      {typeof card === 'object' && <Notice id="id-card-problem" tone="wait">{card.message}</Notice>}
      <TextField id="name" label="姓名" value={form.name} error={errorOf('name')} onChange={(name) => change({ name })} />
      <IdNumberField id="id-number" label="身份证号" value={form.idNumber} hint="只用来确认是您本人" error={errorOf('idNumber')} onChange={(idNumber) => change({ idNumber })} />
      <ConsentCard given={form.consented} error={errorOf('consent')} onChange={(consented) => change({ consented })} />
      <Button id="check-typed" label="核对身份" pictogram="shield" busy={busy === 'check'} busyLabel="正在核对…" onTap={() => void check(true)} />
    </>
  )
}

function OfEmployer({ employer, now }: { employer: NonNullable<MyIdentity['employer']>; now: number }) {
  const state = employerState(employer, now)
  const settled = employer.standing === 'valid'
  return (
    <Card id="employer-identity">
      <CardHead title={employer.name} pictogram={state.pictogram} under={`${state.now}。${state.next}`} />
      {employer.waiting && (
        <View className="ui-between">
          <Text className="ui-soft">办结时限</Text>
          <DueClock dueAt={employer.waiting.dueAt} />
        </View>
      )}
      <Button
        id="to-papers"
        label={employer.waiting ? '看看交了什么' : employer.refused ? '去改，再交一次' : settled ? '看证照' : '去交证照'}
        kind={employer.waiting || settled ? 'secondary' : 'main'}
        pictogram="paper"
        onTap={() => void open(employerPaths.papers)}
      />
    </Card>
  )
}
