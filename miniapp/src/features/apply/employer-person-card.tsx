import { Text, View } from '@tarojs/components'
import type { Application, Fit } from '@market/shared/apply/apply.contract'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { Button, ButtonRow } from '../../ui/button'
import { Card, Why } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Tag } from '../../ui/tag'
import { asideActsOf, mayChoose, nextActOf, stateTone, type AsideAct, type NextAct } from './employer-person'
import { asideActWords, disputeWords, fitWords, hindranceWords, nextActWords, orderWords, personFacts, personTitle, standsWords } from './employer-person.text'
import './employer-people.scss'

export type PersonActs = {
  onNext: (act: NextAct, application: Application) => void
  onAside: (act: AsideAct, application: Application) => void
  onCall: (phone: string) => void
}

/** Where the button of an act is found: `sign-<id>`, `propose-<id>` … */
const actId: Record<NextAct | AsideAct, string> = {
  choose: 'choose', sign: 'sign', finish: 'finish', propose: 'propose', propose_again: 'propose', pay: 'pay', pay_again: 'pay', decline: 'decline', cancel: 'cancel',
}

type Props = PersonActs & { application: Application; now: number; busy: boolean }

/** One person on a job: who (masked), where it stands, and the one thing to do next. */
export function EmployerPersonCard({ application, now, busy, onNext, onAside, onCall }: Props) {
  const { id, state, contactPhone, candidate } = application
  const next = mayChoose(application) ? 'choose' : nextActOf(state)
  const asides = asideActsOf(state)
  const dispute = disputeWords(application)
  const stands = standsWords(application)
  return (
    <Card id={`person-${id}`}>
      <View className="employer-person-head">
        <View className="ui-heading employer-person-name">{personTitle(application)}</View>
        <Tag tone={stateTone(state)}>{stands.now}</Tag>
      </View>
      {personFacts(application, now).map((fact) => (
        <View key={fact}>{fact}</View>
      ))}
      {candidate?.fit && <PersonFit id={id} fit={candidate.fit} />}
      {dispute ? <Notice id={`dispute-${id}`} tone="refused">{dispute}</Notice> : <View className="ui-soft">{stands.next}</View>}
      {next && (
        <View className="ui-card-action">
          <Button id={`${actId[next]}-${id}`} label={nextActWords[next]} busy={busy} onTap={() => onNext(next, application)} />
        </View>
      )}
      {(contactPhone !== null || asides.length > 0) && (
        <View className="employer-person-asides">
          <ButtonRow>
            {contactPhone !== null && (
              <Button id={`call-${id}`} label="打电话" kind="secondary" pictogram="phone" small onTap={() => onCall(contactPhone)} />
            )}
            {asides.map((act) => (
              <Button key={act} id={`${actId[act]}-${id}`} label={asideActWords[act]} kind="quiet" small disabled={busy} onTap={() => onAside(act, application)} />
            ))}
          </ButtonRow>
        </View>
      )}
    </Card>
  )
}

/** Why one who waits to be chosen stands where they stand. */
function PersonFit({ id, fit }: { id: string; fit: Fit }) {
  const reasons = fitWords(fit)
  const hindrance = hindranceWords(fit)
  return (
    <>
      {reasons && <Why>{reasons}</Why>}
      {hindrance && <Notice id={`hindrance-${id}`} tone="wait">{hindrance}</Notice>}
    </>
  )
}

/** How the order below comes about, with the way to the rules as they are published. */
export function EmployerQueueOrder() {
  return (
    <View id="queue-order">
      <View className="ui-soft">{orderWords}</View>
      <Button id="open-match-rules" label="怎么算分" kind="quiet" small onTap={() => void open(paths.matchRules)} />
    </View>
  )
}

/** Those who are no longer on the job, in one quiet line each. */
export function EmployerGonePeople({ applications }: { applications: readonly Application[] }) {
  return (
    <Card tight>
      {applications.map((application) => (
        <View key={application.id} id={`person-${application.id}`} className="employer-gone">
          <Text>{personTitle(application)}</Text>
          <Text className="ui-soft">{[standsWords(application).now, application.endedReason].filter(Boolean).join('：')}</Text>
        </View>
      ))}
    </Card>
  )
}
