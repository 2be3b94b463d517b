import { Text, View } from '@tarojs/components'
import type { Agreement } from '@market/shared/sign/sign.contract'
import { moment, yuan } from '@market/shared/words/show'
import { spoken } from '../../platform/spoken'
import { Card, CardHead, Why } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { FieldFrame } from '../../ui/fields'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { SignaturePad } from '../../ui/signature-pad'
import { Speaker } from '../../ui/speaker'
import { Tag } from '../../ui/tag'
import { ConfirmStep } from './confirm-step'
import { partyWords, stepOf, stepsFor, stepTitles, type CeremonyStep } from './sign.text'
import type { Ceremony } from './use-agreement'
import './ceremony.scss'

/** The five facts and the reason of its kind, as they are read aloud. */
export const agreementAloud = (agreement: Agreement): string =>
  [...agreement.keyFacts.map(({ label, value }) => `${label}，${value}`), `这是${agreement.kindName}`, agreement.kindReason].join('。')

/** What is about to be agreed, each fact on lines of its own and the pay largest. */
export function KeyTerms({ facts }: { facts: Agreement['keyFacts'] }) {
  return (
    <View className="ceremony-facts">
      {facts.map(({ label, value }) => (
        <View key={label} className={label === '多少钱' ? 'ceremony-fact-pay' : ''}>
          <View className="ceremony-fact-label">{label}</View>
          <View className="ceremony-fact-value">{value}</View>
        </View>
      ))}
    </View>
  )
}

/** What is signed: five facts first, then which kind and why, the whole text for whoever wants it, and who has signed. */
export function AgreementText({ agreement, now }: { agreement: Agreement; now: number }) {
  return (
    <Card id="agreement-facts">
      <View className="ui-stack">
        <CardHead title="先看清这五件事" beside={<Speaker id="agreement-aloud" text={agreementAloud(agreement)} />} />
        <KeyTerms facts={agreement.keyFacts} />
        <Why>{`这是《${agreement.kindName}》。${agreement.kindReason}`}</Why>
        <Fold id="agreement-text" show="看全文" hide="收起全文">
          <View className="ui-paper">
            <Text userSelect>{agreement.text}</Text>
          </View>
        </Fold>
        {agreement.signatures.map(({ party, nameMasked, signedAt }) => (
          <View key={party} className="ui-between">
            <Tag tone="confirmed">{`${partyWords[party]}已签字`}</Tag>
            <Text>{`${nameMasked} · ${moment(signedAt, now)}`}</Text>
          </View>
        ))}
      </View>
    </Card>
  )
}

/** Which step it is, and how many there are. @param title where it is another one than on a phone */
export function CeremonyWay({ steps, step, title = stepTitles[step] }: { steps: readonly CeremonyStep[]; step: CeremonyStep; title?: string | undefined }) {
  const at = steps.indexOf(step)
  const words = `${stepOf(at, steps.length)} · ${title}`
  return (
    <View id="ceremony-step" {...spoken({ role: 'heading', label: words })}>
      <View className="ceremony-way">
        {steps.map((one, index) => (
          <View key={one} className={index <= at ? 'ceremony-way-part ceremony-way-done' : 'ceremony-way-part'} />
        ))}
      </View>
      <Text className="ui-soft">{words}</Text>
    </View>
  )
}

/** The pad, anew for each text: what was written under another one does not count for it. */
export const WriteHere = ({ textHash, error, write }: { textHash: string; error: string | null; write: Ceremony['write'] }) => (
  <Card id="sign-here">
    <FieldFrame id="signature" label="在下面写您的名字" error={error}>
      <SignaturePad key={textHash} id="signature" onWritten={write} />
    </FieldFrame>
  </Card>
)

/** The question that shows whether the pay was understood. */
export const PayQuestion = ({ agreement: { payQuestion: { question, choicesFen } }, chosenFen, error, answer }: { agreement: Agreement; chosenFen: number | null; error: string | null; answer: Ceremony['answer'] }) => (
  <Card id="pay-question">
    <ChoiceGrid
      id="pay-choice"
      label={question}
      columns={1}
      choices={choicesFen.map((fen) => ({ value: String(fen), label: `${yuan(fen)} 元` }))}
      chosen={chosenFen === null ? [] : [String(chosenFen)]}
      error={error}
      onChange={([chosen]) => answer(Number(chosen))}
    />
  </Card>
)

/** What belongs to the step where somebody stands, and nothing else. */
export function CeremonyHere({ agreement, now, ceremony }: { agreement: Agreement; now: number; ceremony: Ceremony }) {
  const { party, step, changed, understoodFen, answer, write, payError, strokesError, confirming } = ceremony
  return (
    <>
      <CeremonyWay steps={stepsFor[party]} step={step} />
      {changed && <Notice id="agreement-changed" tone="wait">协议内容刚变过，请从上面重新看一遍，再签字。</Notice>}
      {step === 'read' && <AgreementText agreement={agreement} now={now} />}
      {step === 'pay' && <PayQuestion agreement={agreement} chosenFen={understoodFen} error={payError} answer={answer} />}
      {step === 'write' && <WriteHere textHash={agreement.textHash} error={strokesError} write={write} />}
      {step === 'confirm' && <ConfirmStep {...confirming} />}
    </>
  )
}
