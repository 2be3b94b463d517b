import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import { hasArrived } from '@market/shared/apply/apply.rules'
import { mayStillBeEntered } from '@market/shared/arrive/by-hand.rules'
import { isEnded } from '@market/shared/journey'
import { payUnitWords, settleTimeWords, settleWayWords } from '@market/shared/words/lists'
import { stretch, workTime, yuan } from '@market/shared/words/show'
import { day } from '@market/shared/words/time'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { CallButton } from '../../ui/call-button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { Facts, type Fact } from '../../ui/facts'
import { Steps } from '../../ui/steps'
import { minutesWorked, perksWords } from '../jobs/job.text'
import { HoursView } from '../settle/hours-view'
import { OfferCard } from './offer-card'
import { placeWords, unscannedWords } from './place.text'
import { stepsOf } from './progress'
import { Unscanned } from './unscanned'

/** 人力资源和社会保障服务热线, free, all of China. */
export const hotline = '12333'

const termFacts = ({ terms }: Application, now: number): Fact[] => [
  { label: '工钱', value: `${yuan(terms.payFen)} 元/${payUnitWords[terms.payUnit]}`, note: `${settleTimeWords[terms.settleWhen]} · ${settleWayWords[terms.settleHow]}` },
  { label: '时间', value: stretch(terms.startsAt, terms.endsAt, now), note: `一共干 ${workTime(minutesWorked(terms))}` },
  { label: '地点', value: terms.address },
  { label: '雇主', value: terms.employerName },
  ...(terms.perks.length > 0 ? [{ label: '还有', value: perksWords(terms.perks) }] : []),
]

/** Frozen once there is an agreement; before that they are the employer's, and after a place was lost nobody's promise. */
const termsUnder = ({ agreement, state }: Application): string => {
  if (agreement) return '说好的，不会再变'
  return isEnded(state) ? '没有说定' : '雇主写的，您答应了就不再变'
}

const linkToAgreement = (agreementId: string): void => void open(paths.agreement, { agreementId, side: 'worker' })

/** For a day after it ended, or was to end: weeks later nobody goes on from there. */
const goesOnFromHere = ({ state, finishedAt, terms }: Application, now: number): boolean =>
  hasArrived(state) && state !== 'arrived' && now - (finishedAt ?? terms.endsAt) < day

/** One application: where it stands, the way it goes, the hours and the money, and the terms as they were agreed. */
export function ApplicationView({ application, now }: { application: Application; now: number }) {
  const { state, terms, settlement, agreement, contactPhone, endedReason } = application
  const unscanned = mayStillBeEntered(state, terms.endsAt, now)
  const words = unscanned ? unscannedWords(state) : placeWords(application, now)
  return (
    <>
      <StateCard id="application-state" now={words.now} next={endedReason ? `原因：${endedReason}。${words.next}` : words.next} />
      {unscanned && <Unscanned application={application} />}
      {application.offerUntil !== null && <OfferCard application={application} offerUntil={application.offerUntil} />}
      {goesOnFromHere(application, now) && <Button id="next-from-here" label="从这里接着找下一个活" kind="secondary" pictogram="find" onTap={() => void open(paths.transfer, { applicationId: application.id })} />}
      {settlement && <HoursView application={application} settlement={settlement} now={now} />}
      <Card>
        <Steps id="application-steps" steps={stepsOf(application, now)} />
      </Card>
      <Card id="application-terms">
        <View className="ui-stack">
          <CardHead title={terms.title} under={termsUnder(application)} />
          <Facts facts={termFacts(application, now)} />
          {contactPhone && <CallButton id="call-contact" label="给雇主打电话" number={contactPhone} />}
          {agreement && <Button id="see-agreement" label="看协议" kind="secondary" onTap={() => linkToAgreement(agreement.id)} />}
          {state === 'payment_disputed' && <CallButton id="call-hotline" label={`拨打 ${hotline}`} number={hotline} />}
        </View>
      </Card>
    </>
  )
}
