import { View } from '@tarojs/components'
import { stateWords } from '@market/shared/journey'
import { AgreementPaper } from '../../features/sign/agreement-paper'
import { AgreementText, CeremonyHere } from '../../features/sign/agreement-view'
import { ConfirmButtons } from '../../features/sign/confirm-step'
import { nextWords } from '../../features/sign/sign.text'
import { StepBackSheet } from '../../features/sign/step-back-sheet'
import { useAgreement, type Ceremony } from '../../features/sign/use-agreement'
import { useStepBack } from '../../features/sign/use-step-back'
import { SignedIn } from '../../features/session/entrance'
import { homeOf } from '../../features/session/part'
import { useSession } from '../../features/session/session.store'
import { back, open, replace, usePageParams } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function AgreementPage() {
  const { agreementId = '', side, applied } = usePageParams()
  const now = useNow()
  // Without being told, it is the side the person is registered as; looking for work where they are both.
  const party = useSession(({ me }) => (side === 'employer' || (side === undefined && !me?.roles.includes('worker')) ? 'employer' : 'worker'))
  const ceremony = useAgreement(agreementId, party)
  const steppingBack = useStepBack(party)
  const { reading, signed, problem, step } = ceremony
  const agreement = reading.value
  const signedBefore = agreement?.signatures.some((signature) => signature.party === party) ?? false
  const isDone = signed !== null || signedBefore
  const bothSigned = agreement?.status === 'signed' || agreement?.status === 'sealed' || signed?.state === 'signed'
  const isOpen = agreement !== null && !bothSigned
  const home = party === 'worker' ? paths.mine : homeOf('employer')
  const unverified = problem?.kind === 'refused' && problem.code === 'not_verified'
  const words = signed ? stateWords[bothSigned ? 'signed' : signed.state][party] : null

  const goOn = (): void => {
    if (party === 'worker' && agreement) void replace(paths.application, { applicationId: agreement.applicationId })
    else void back(home)
  }
  const stepBack = async (reason: string): Promise<void> => {
    if (agreement && (await steppingBack.stepBack(agreement.applicationId, reason))) goOn()
  }

  return (
    <Page
      id="agreement"
      title={isDone ? '协议' : '签协议'}
      backTo={home}
      dataAt={reading.at}
      overlay={<StepBackSheet {...steppingBack} party={party} who={agreement?.keyFacts[0]?.value ?? ''} onReason={(reason) => void stepBack(reason)} />}
      foot={
        agreement && (
          <View className="ui-foot-action ui-stack">
            {problem && <Notice id="sign-problem" tone="refused">{problem.message}</Notice>}
            {unverified && <Button id="go-identity" label="去实名" kind="secondary" pictogram="shield" onTap={() => void open(paths.identity)} />}
            {isDone ? <Button id="signed-next" label={party === 'worker' ? '看我的进度' : '好了'} onTap={goOn} /> : <StepButtons {...ceremony} />}
          </View>
        )
      }
    >
      <SignedIn>
        <Loaded reading={reading} cards={3}>
          {(loaded) => (
            <>
              {words && <StateCard id="signed-state" now={words.now} next={words.next} pictogram="checkCircle" />}
              {!isDone && applied && step === 'read' && <Notice id="applied" tone="confirmed">报名成功，位子给您留着。看一遍协议，签上名字。</Notice>}
              {!signed && signedBefore && <Notice id="signed-before" tone="confirmed">您已经签过字了，随时可以再看。</Notice>}
              {isDone ? <AgreementText agreement={loaded} now={now} /> : <CeremonyHere agreement={loaded} now={now} ceremony={ceremony} />}
              <AgreementPaper agreement={loaded} />
              {isOpen && (isDone || step === 'read') && (
                <Button id="step-back-ask" label={party === 'worker' ? '不签了，取消报名' : '不接受这个人'} kind="quiet" onTap={() => steppingBack.ask(true)} />
              )}
            </>
          )}
        </Loaded>
      </SignedIn>
    </Page>
  )
}

function StepButtons({ step, goOn, goBack, confirming, busy }: Ceremony) {
  return (
    <>
      {step === 'confirm' ? <ConfirmButtons {...confirming} busy={busy} /> : <Button id="sign-next" label={nextWords[step]} onTap={goOn} />}
      {step !== 'read' && <Button id="sign-back" label="上一步" kind="quiet" small onTap={goBack} />}
    </>
  )
}
