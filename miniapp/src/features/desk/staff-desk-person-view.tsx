import { Text, View } from '@tarojs/components'
import type { DeskPerson } from '@market/shared/desk/desk.contract'
import { payUnitWords } from '@market/shared/words/lists'
import { moment, stretch } from '@market/shared/words/show'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { Notice } from '../../ui/notice'
import { Pay } from '../../ui/pay'
import { Speaker } from '../../ui/speaker'
import { Tag } from '../../ui/tag'
import { deskSigningWords } from './desk-signing.text'
import { answerBy } from '../apply/place.text'
import { checkInWords, mayArrive, nextWords, offHoursText, offerAloud, phoneWords, tradeWords, verifiedWords, whoWords, workWords } from './staff-desk.text'
import type { ServingPerson } from './use-desk-person'
import type { Served } from './use-staff-desk'

type Props = {
  served: Served
  serving: Pick<ServingPerson, 'doing' | 'news' | 'accept' | 'checkIn' | 'print' | 'printAgreement' | 'arrive'>
  now: number
  onBind: () => void
  onSign: (agreementId: string) => void
  onLost: () => void
  /** The market is closed by its hours, and they stand here. */
  onOffHours: () => void
  /** Only where staff have nothing but the slip: it may have been found. */
  onFound: (() => void) | null
}

/** The person before the desk: where they stand, the one thing to do next, and what else staff may do for them. */
export function StaffDeskPersonView({ served, serving, now, onBind, onSign, onLost, onFound, onOffHours }: Props) {
  const { person } = served
  const { doing, news } = serving
  const verified = verifiedWords(person, now)
  return (
    <>
      <StateCard id="desk-state" now={whoWords(person)} next={nextWords(served)} pictogram="me" />
      {news && <Notice id="desk-news" tone={news.tone}>{news.words}</Notice>}
      {person.isWorker && person.checkIn === null && (
        <Button id="desk-check-in" label="签到，排号" pictogram="check" busy={doing === 'check_in'} busyLabel="正在签到…" onTap={() => void serving.checkIn()} />
      )}
      {news?.code === 'market_closed' && <Button id="desk-off-hours" label={offHoursText.button} kind="secondary" onTap={onOffHours} />}
      {person.offers.map((offer) => <Offer key={offer.applicationId} offer={offer} serving={serving} now={now} />)}
      {person.toSign.length > 0 && <ToSign person={person} now={now} onSign={onSign} />}
      {person.slip !== null && <Slip person={person} serving={serving} main={person.checkIn !== null && person.offers.length + person.toSign.length === 0} />}
      {person.work.filter(({ applicationId }) => !isHeld(person, applicationId)).map((work) => (
        <Card key={work.applicationId} id={`work-${work.applicationId}`} tight>
          <CardHead title={work.jobTitle} under={work.address} beside={work.arrivedAt === null ? undefined : <Tag tone="confirmed">到岗了</Tag>} />
          <View className="ui-soft">{workWords(work, now)}</View>
        </Card>
      ))}
      {mayArrive(person) && (
        <Button id="desk-arrive" label="是本人，确认到岗" kind="secondary" busy={doing === 'arrive'} busyLabel="正在确认…" onTap={() => void serving.arrive()} />
      )}
      <Card id="desk-facts">
        <View className="ui-stack">
          <CardHead title={person.nameMasked} beside={<Tag tone={verified.verified ? 'confirmed' : 'wait'}>{verified.words}</Tag>} />
          <Facts facts={[{ label: '签到', value: checkInWords(person) }, { label: '会干', value: tradeWords(person) }, { label: '手机', value: phoneWords(person) }]} />
        </View>
      </Card>
      {person.agreements.length > 0 && <Agreements person={person} serving={serving} now={now} />}
      <ButtonRow>
        {!person.hasWechat && <Button id="desk-bind" label="绑微信" kind="secondary" pictogram="phone" small busy={doing === 'bind'} onTap={onBind} />}
        <Button id="desk-lost" label={person.slip === null ? '做小票' : '小票丢了'} kind="secondary" small busy={doing === 'slip'} onTap={onLost} />
      </ButtonRow>
      {onFound && person.slip !== null && <Button id="desk-found" label="捡到的小票？停用它" kind="quiet" small disabled={doing !== null} onTap={onFound} />}
    </>
  )
}

/** Shown with its clock already. */
const isHeld = ({ offers }: DeskPerson, wanted: string): boolean => offers.some(({ applicationId }) => applicationId === wanted)

/** A place that is held for them, to be read to them; it is theirs to say yes. */
function Offer({ offer, serving: { doing, accept }, now }: { offer: DeskPerson['offers'][number]; serving: Props['serving']; now: number }) {
  const { applicationId, jobTitle, address, startsAt, endsAt, payFen, payUnit, until } = offer
  return (
    <Card id={`offer-${applicationId}`}>
      <View className="ui-stack">
        <CardHead title={`给本人留着：${jobTitle}`} under={address} beside={<Speaker id={`offer-aloud-${applicationId}`} text={offerAloud(offer, now)} />} />
        <Pay fen={payFen} per={payUnitWords[payUnit]} />
        <View className="ui-soft">{stretch(startsAt, endsAt, now)}</View>
        <View>{answerBy(until, now)}</View>
        <Button id={`accept-${applicationId}`} label="问过了，本人愿意去" busy={doing === 'accept'} busyLabel="正在接…" onTap={() => void accept(offer)} />
      </View>
    </Card>
  )
}

/** What waits for their signature, for whoever cannot sign on a phone. */
function ToSign({ person, now, onSign }: { person: DeskPerson; now: number; onSign: (agreementId: string) => void }) {
  return (
    <Card id="desk-to-sign">
      <View className="ui-stack">
        <CardHead title={deskSigningWords.waiting} under={deskSigningWords.waitingUnder} />
        {person.toSign.map(({ agreementId, jobTitle, startsAt }, at) => (
          <View key={agreementId} className="ui-between">
            <Text>{`${jobTitle} · ${moment(startsAt, now)}`}</Text>
            <Button id={`sign-${agreementId}`} label={deskSigningWords.begin} kind={at === 0 && person.offers.length === 0 ? 'main' : 'secondary'} small pictogram="edit" onTap={() => onSign(agreementId)} />
          </View>
        ))}
      </View>
    </Card>
  )
}

/** Whoever wants an agreement of theirs on paper gets it here, as often as they like. */
function Agreements({ person, serving: { doing, printAgreement }, now }: { person: DeskPerson; serving: Props['serving']; now: number }) {
  return (
    <Card id="desk-agreements">
      <View className="ui-stack">
        <CardHead title="打印协议" under="本人在跟前才能打，不收钱，打了会记下来" />
        {person.agreements.map(({ agreementId, jobTitle, startsAt }) => (
          <View key={agreementId} className="ui-between">
            <Text>{`${jobTitle} · ${moment(startsAt, now)}`}</Text>
            <Button id={`copy-${agreementId}`} label="打印" kind="secondary" small disabled={doing !== null} onTap={() => void printAgreement(agreementId)} />
          </View>
        ))}
      </View>
    </Card>
  )
}

function Slip({ person, serving: { doing, print }, main }: { person: DeskPerson; serving: Props['serving']; main: boolean }) {
  return (
    <Card id="slip">
      <View className="ui-stack">
        <CardHead title="小票" under="姓名打码，有今天的号和本人的码" />
        <Button id="print-a6" label="打印小票" kind={main ? 'main' : 'secondary'} busy={doing === 'print'} busyLabel="正在做小票…" onTap={() => void print('A6')} />
        <Button id="print-58mm" label="用 58 毫米热敏纸打" kind="quiet" small disabled={doing === 'print'} onTap={() => void print('58mm')} />
        {person.checkIn === null && <Text className="ui-soft">今天还没签到，打出来没有号。</Text>}
      </View>
    </Card>
  )
}
