import { View } from '@tarojs/components'
import type { DeskPerson, ShownCard } from '@market/shared/desk/desk.contract'
import type { Agreement } from '@market/shared/sign/sign.contract'
import { Button } from '../../ui/button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { AgreementText, CeremonyWay, PayQuestion, WriteHere } from '../sign/agreement-view'
import { nextWords, stepsFor } from '../sign/sign.text'
import { deskSigningWords as words, hasOwnPhone, signedWords } from './desk-signing.text'
import { Tick } from './staff-desk-form-view'
import type { DeskNews } from './use-desk-person'
import { useDeskSigning, type DeskSigning as Signing } from './use-desk-signing'

type Props = {
  person: DeskPerson
  card: ShownCard
  agreementId: string
  printing: { busy: boolean; news: DeskNews | null; print: () => Promise<void> }
  /** Back to the person. */
  onLeave: () => void
}

/** 在服务台签协议: the worker reads, answers and writes on the screen of staff, who witness it. In large type, for it is another's eyes. */
export function DeskSigning({ person, card, agreementId, printing, onLeave }: Props) {
  const now = useNow()
  const mustAsk = hasOwnPhone(person)
  const signing = useDeskSigning(card, agreementId, mustAsk)
  const { agreement, openProblem, signed } = signing
  return (
    <Page
      id="desk-signing"
      title={words.title}
      forReading
      foot={
        <View className="ui-foot-action ui-stack">
          {signed ? <DoneButtons agreement={signed} printing={printing} onLeave={onLeave} /> : agreement ? <StepButtons {...signing} onLeave={onLeave} /> : <Button id="desk-sign-leave" label={words.leave} kind="secondary" onTap={onLeave} />}
        </View>
      }
    >
      {signed ? (
        <>
          <StateCard id="desk-signed" {...signedWords(person, signed)} pictogram="checkCircle" />
          <AgreementText agreement={signed} now={now} />
        </>
      ) : agreement ? (
        <Step agreement={agreement} signing={signing} mustAsk={mustAsk} now={now} />
      ) : openProblem ? (
        <>
          <Notice id="desk-sign-open-problem" tone="refused">{openProblem.message}</Notice>
          <Button id="desk-sign-open-again" label={words.again} onTap={() => void signing.open()} />
        </>
      ) : (
        <Notice id="desk-sign-opening">{words.opening}</Notice>
      )}
    </Page>
  )
}

/** What belongs to the step, with a word to staff of what they do meanwhile. */
function Step({ agreement, signing, mustAsk, now }: { agreement: Agreement; signing: Signing; mustAsk: boolean; now: number }) {
  const { step, changed, errors, understoodFen, answer, write } = signing
  return (
    <>
      <CeremonyWay steps={stepsFor.worker} step={step} title={step === 'confirm' ? words.witnessStep : undefined} />
      {changed && <Notice id="agreement-changed" tone="wait">{words.changed}</Notice>}
      {step === 'read' && (
        <>
          <Notice id="desk-sign-turn">{words.turn}</Notice>
          <AgreementText agreement={agreement} now={now} />
        </>
      )}
      {step === 'pay' && (
        <>
          <Notice id="desk-sign-turn">{words.payTurn}</Notice>
          <PayQuestion agreement={agreement} chosenFen={understoodFen} error={errors.pay} answer={answer} />
        </>
      )}
      {step === 'write' && (
        <>
          <Notice id="desk-sign-turn">{words.writeTurn}</Notice>
          <WriteHere textHash={agreement.textHash} error={errors.strokes} write={write} />
        </>
      )}
      {step === 'confirm' && <Witness signing={signing} mustAsk={mustAsk} />}
    </>
  )
}

function Witness({ signing: { compared, asked, errors, vouch }, mustAsk }: { signing: Signing; mustAsk: boolean }) {
  return (
    <Card id="desk-witness">
      <View className="ui-stack-wide">
        <CardHead title={words.witness} />
        <View>{words.witnessWhy}</View>
        <Tick id="desk-sign-compared" label={words.comparedLabel} words={words.compared} given={compared} error={errors.compared ?? undefined} onChange={(given) => vouch({ compared: given })} />
        {mustAsk && <Tick id="desk-sign-asked" label={words.askedLabel} words={words.asked} given={asked} error={errors.asked ?? undefined} onChange={(given) => vouch({ asked: given })} />}
      </View>
    </Card>
  )
}

function StepButtons({ step, problem, busy, goOn, goBack, sign, onLeave }: Signing & { onLeave: () => void }) {
  return (
    <>
      {problem && <Notice id="desk-sign-problem" tone="refused">{problem.message}</Notice>}
      {step === 'confirm' ? (
        <Button id="desk-sign-submit" label={words.sign} busy={busy} busyLabel={words.signing} onTap={() => void sign()} />
      ) : (
        <Button id="desk-sign-next" label={nextWords[step]} onTap={goOn} />
      )}
      {step === 'read' ? <Button id="desk-sign-leave" label={words.leave} kind="quiet" small onTap={onLeave} /> : <Button id="desk-sign-back" label={words.back} kind="quiet" small disabled={busy} onTap={goBack} />}
    </>
  )
}

/** Without a phone there is no message and no download: the paper is printed here, as soon as there is one. */
function DoneButtons({ agreement: { status }, printing: { busy, news, print }, onLeave }: { agreement: Agreement; printing: Props['printing']; onLeave: () => void }) {
  const isBinding = status === 'signed' || status === 'sealed'
  return (
    <>
      {news && <Notice id="desk-sign-news" tone={news.tone}>{news.words}</Notice>}
      {isBinding && <Button id="desk-sign-print" label={words.print} pictogram="paper" busy={busy} busyLabel="正在取…" onTap={() => void print()} />}
      <Button id="desk-sign-done" label={words.done} kind={isBinding ? 'secondary' : 'main'} onTap={onLeave} />
    </>
  )
}
