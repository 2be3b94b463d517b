import { Text, View } from '@tarojs/components'
import type { Agreement } from '@market/shared/sign/sign.contract'
import type { Party } from '@market/shared/sign/sign.rules'
import { moment, yuan } from '@market/shared/words/show'
import { Card, CardHead, Why } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { Facts } from '../../ui/facts'
import { FieldFrame } from '../../ui/fields'
import { Fold } from '../../ui/fold'
import { Notice } from '../../ui/notice'
import { SignaturePad } from '../../ui/signature-pad'
import { Speaker } from '../../ui/speaker'
import { Tag } from '../../ui/tag'
import type { Signing } from './use-agreement'

const partyWords: Record<Party, string> = { worker: '工人', employer: '雇主' }

/** The five facts and the reason of its kind, as they are read aloud. */
export const agreementAloud = (agreement: Agreement): string =>
  [...agreement.keyFacts.map(({ label, value }) => `${label}，${value}`), `这是${agreement.kindName}`, agreement.kindReason].join('。')

/** What is signed: five facts first, then which kind and why, the whole text for whoever wants it, and who has signed. */
export function AgreementText({ agreement, now }: { agreement: Agreement; now: number }) {
  return (
    <Card id="agreement-facts">
      <View className="ui-stack">
        <CardHead title="先看清这五件事" beside={<Speaker id="agreement-aloud" text={agreementAloud(agreement)} />} />
        <View className="ui-facts-wide">
          <Facts facts={agreement.keyFacts} />
        </View>
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

type SignProps = Pick<Signing, 'party' | 'understoodFen' | 'answer' | 'write' | 'payError' | 'strokesError' | 'changed'> & { agreement: Agreement }

/** The worker's answer about the pay, and either side's own hand. */
export function SignHere({ agreement, party, understoodFen, answer, write, payError, strokesError, changed }: SignProps) {
  const { question, choicesFen } = agreement.payQuestion
  return (
    <>
      {changed && <Notice id="agreement-changed" tone="wait">协议内容刚变过，请从上面重新看一遍，再签字。</Notice>}
      {party === 'worker' && (
        <Card id="pay-question">
          <ChoiceGrid
            id="pay-choice"
            label={question}
            choices={choicesFen.map((fen) => ({ value: String(fen), label: `${yuan(fen)} 元` }))}
            chosen={understoodFen === null ? [] : [String(understoodFen)]}
            error={payError}
            onChange={([chosen]) => answer(Number(chosen))}
          />
        </Card>
      )}
      <Card id="sign-here">
        <FieldFrame id="signature" label="在下面写您的名字" error={strokesError}>
          <SignaturePad key={agreement.textHash} id="signature" onWritten={write} />
        </FieldFrame>
      </Card>
    </>
  )
}
