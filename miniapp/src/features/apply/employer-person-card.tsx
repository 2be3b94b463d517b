import { Text, View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import { stateWords } from '@market/shared/journey'
import { Button, ButtonRow } from '../../ui/button'
import { Card } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Tag } from '../../ui/tag'
import { asideActsOf, mayChoose, nextActOf, stateTone, type AsideAct, type NextAct } from './employer-person'
import { asideActWords, disputeWords, nextActWords, nextWords, personFacts, personTitle } from './employer-person.text'
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
  const { id, state, contactPhone } = application
  const next = mayChoose(application) ? 'choose' : nextActOf(state)
  const asides = asideActsOf(state)
  const dispute = disputeWords(application)
  return (
    <Card id={`person-${id}`}>
      <View className="employer-person-head">
        <View className="ui-heading employer-person-name">{personTitle(application)}</View>
        <Tag tone={stateTone(state)}>{stateWords[state].employer.now}</Tag>
      </View>
      {personFacts(application, now).map((fact) => (
        <View key={fact}>{fact}</View>
      ))}
      {dispute ? <Notice id={`dispute-${id}`} tone="refused">{dispute}</Notice> : <View className="ui-soft">{nextWords(application)}</View>}
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

/** Those who are no longer on the job, in one quiet line each. */
export function EmployerGonePeople({ applications }: { applications: readonly Application[] }) {
  return (
    <Card tight>
      {applications.map((application) => (
        <View key={application.id} id={`person-${application.id}`} className="employer-gone">
          <Text>{personTitle(application)}</Text>
          <Text className="ui-soft">{[stateWords[application.state].employer.now, application.endedReason].filter(Boolean).join('：')}</Text>
        </View>
      ))}
    </Card>
  )
}
