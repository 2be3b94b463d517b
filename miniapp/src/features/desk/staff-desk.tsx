import type { ShownCard } from '@market/shared/desk/desk.contract'
import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { usePageParams } from '../../platform/navigation'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { useScanner } from '../../ui/scanner'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { ReasonedSheet } from '../../ui/reasoned-sheet'
import { useNow } from '../../ui/use-now'
import { DeskSigning } from './desk-signing'
import { deskSigningWords } from './desk-signing.text'
import { StaffCardSheet } from './staff-card-sheet'
import { deskSummary, isEmpty } from './staff-desk-form'
import { StaffDeskFormView } from './staff-desk-form-view'
import { StaffDeskPersonView } from './staff-desk-person-view'
import { offHoursChoices, offHoursText } from './staff-desk.text'
import { useCardReader } from './use-card-reader'
import { useDeskPerson } from './use-desk-person'
import { useStaffDesk, type Served, type StaffDesk as Desk } from './use-staff-desk'

/** 服务台: somebody new is registered, somebody known is served; one page, because it is one person at a time. */
export function StaffDesk() {
  const desk = useStaffDesk()
  const { code } = usePageParams()
  const asked = useRef(false)
  const { find, served } = desk
  useEffect(() => {
    if (!code || asked.current) return
    asked.current = true
    void find({ code })
  }, [code, find])
  return served ? <Serving key={served.person.personId} desk={desk} served={served} /> : <Registering desk={desk} />
}

function Registering({ desk }: { desk: Desk }) {
  const { form, errors, busy, problem, change, find, submit, next } = desk
  const reader = useCardReader(({ name, idNumber }) => change({ ...(name === null ? {} : { name }), ...(idNumber === null ? {} : { idNumber }) }))
  const scanner = useScanner((code) => void find({ code }), '对准小票上的码')
  const [clearing, setClearing] = useState(false)
  const wrong = Object.entries(errors).flatMap(([field, message]) => (message ? [{ field }] : []))
  return (
    <Page
      id="staff-desk"
      title="服务台"
      backTo={staffPaths.duty}
      overlay={
        scanner.sheet || (clearing && (
          <ConfirmSheet
            id="clear-sheet"
            title="换一个人？"
            words="这一位填的会清掉，不保存。"
            confirmLabel="清掉"
            onConfirm={() => {
              setClearing(false)
              next()
            }}
            onClose={() => setClearing(false)}
          />
        ))
      }
      foot={
        <View className="ui-foot-action ui-stack">
          {wrong.length > 0 && <Notice id="desk-problems" tone="refused">{deskSummary(wrong)}</Notice>}
          {problem && <Notice id="desk-refused" tone="refused">{problem.message}</Notice>}
          <Button id="desk-submit" label="登记，打小票" busy={busy} busyLabel="正在登记…" onTap={() => void submit()} />
        </View>
      }
    >
      <Button id="scan-slip" label="有小票，扫一下" kind="secondary" pictogram="scan" onTap={scanner.start} />
      <StaffDeskFormView {...desk} reader={reader} />
      {!isEmpty(form) && <Button id="desk-clear" label="清掉，换一个人" kind="quiet" small onTap={() => setClearing(true)} />}
    </Page>
  )
}

/** What the ID card is asked for. */
type Asking = { for: 'bind' | 'slip' } | { for: 'sign'; agreementId: string } | null

function Serving({ desk: { serve, next }, served }: { desk: Desk; served: Served }) {
  const now = useNow()
  const serving = useDeskPerson(served, serve)
  const [asking, setAsking] = useState<Asking>(null)
  const card = useRef<ShownCard | null>('idNumber' in served.shown ? served.shown : null)
  const scanner = useScanner((phoneCode) => card.current && void serving.bind(card.current, phoneCode), '对准本人手机上的码')
  const [losing, setLosing] = useState(false)
  const [offHours, setOffHours] = useState(false)
  const [signing, setSigning] = useState<string | null>(null)

  const proved = (shown: ShownCard, what: NonNullable<Asking>): void => {
    card.current = shown
    setAsking(null)
    if (what.for === 'bind') scanner.start()
    else if (what.for === 'sign') setSigning(what.agreementId)
    else void serving.newSlip(shown)
  }
  const withCard = (what: NonNullable<Asking>): void => {
    if (card.current) proved(card.current, what)
    else setAsking(what)
  }
  if (signing !== null && card.current) {
    return (
      <DeskSigning
        person={served.person}
        card={card.current}
        agreementId={signing}
        printing={{ busy: serving.doing !== null, news: serving.news, print: () => serving.printAgreement(signing) }}
        onLeave={() => {
          setSigning(null)
          void serving.look()
        }}
      />
    )
  }
  return (
    <Page
      id="staff-desk"
      title="服务台"
      backTo={staffPaths.duty}
      foot={
        <View className="ui-foot-action">
          <Button id="desk-next" label="下一位" kind="secondary" onTap={next} />
        </View>
      }
      overlay={
        scanner.sheet ||
        (asking && (
          <StaffCardSheet
            title={asking.for === 'sign' ? deskSigningWords.cardTitle : '请刷本人的身份证'}
            words={asking.for === 'sign' ? deskSigningWords.cardWords : '光有小票不够：小票可能是捡的。'}
            prove={serving.prove}
            onProved={(shown) => proved(shown, asking)}
            onClose={() => setAsking(null)}
          />
        )) ||
        (offHours && (
          <ReasonedSheet
            id="off-hours-sheet" title={offHoursText.title} words={offHoursText.words} confirmLabel="签到，排号" busy={serving.doing === 'check_in'} reasons={offHoursChoices}
            onReason={(reason) => {
              setOffHours(false)
              void serving.checkIn(reason)
            }}
            onClose={() => setOffHours(false)}
          />
        )) ||
        (losing && (
          <ConfirmSheet
            id="lost-sheet"
            title="小票丢了？"
            words="旧的马上停用，捡到的人用不了。再打一张新的给本人。"
            confirmLabel="停用旧的，做新的"
            onConfirm={() => {
              setLosing(false)
              withCard({ for: 'slip' })
            }}
            onClose={() => setLosing(false)}
          />
        ))
      }
    >
      <StaffDeskPersonView
        served={served}
        serving={serving}
        now={now}
        onBind={() => withCard({ for: 'bind' })}
        onSign={(agreementId) => withCard({ for: 'sign', agreementId })}
        onFound={card.current === null ? () => void serving.revokeSlip() : null}
        onOffHours={() => setOffHours(true)}
        onLost={() => (served.person.slip === null ? withCard({ for: 'slip' }) : setLosing(true))}
      />
    </Page>
  )
}
