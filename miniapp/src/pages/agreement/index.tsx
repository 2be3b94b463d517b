import { View } from '@tarojs/components'
import { stateWords } from '@market/shared/journey'
import { AgreementText, SignHere } from '../../features/sign/agreement-view'
import { useAgreement } from '../../features/sign/use-agreement'
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
  const signing = useAgreement(agreementId, party)
  const { reading, signed, problem, busy } = signing
  const agreement = reading.value
  const signedBefore = agreement?.signatures.some((signature) => signature.party === party) ?? false
  const home = party === 'worker' ? paths.mine : homeOf('employer')
  const unverified = problem?.kind === 'refused' && problem.code === 'not_verified'
  const words = signed ? stateWords[signed.state][party] : null

  const goOn = (): void => {
    if (party === 'worker' && agreement) void replace(paths.application, { applicationId: agreement.applicationId })
    else void back(home)
  }

  return (
    <Page
      id="agreement"
      title={signedBefore ? '协议' : '签协议'}
      backTo={home}
      dataAt={reading.at}
      foot={
        agreement && (
          <View className="ui-foot-action ui-stack">
            {problem && <Notice id="sign-problem" tone="refused">{problem.message}</Notice>}
            {unverified && <Button id="go-identity" label="去实名" kind="secondary" pictogram="shield" onTap={() => void open(paths.identity)} />}
            {signedBefore || signed ? (
              <Button id="signed-next" label={party === 'worker' ? '看我的进度' : '好了'} onTap={goOn} />
            ) : (
              <Button id="sign-submit" label="我看明白了，签字" busy={busy} busyLabel="正在签…" onTap={() => void signing.sign()} />
            )}
          </View>
        )
      }
    >
      <SignedIn>
        <Loaded reading={reading} cards={3}>
          {(loaded) => (
            <>
              {words && <StateCard id="signed-state" now={words.now} next={words.next} pictogram="checkCircle" />}
              {!signed && !signedBefore && applied && <Notice id="applied" tone="confirmed">报名成功，位子给您留着。看一遍协议，签上名字。</Notice>}
              {!signed && signedBefore && <Notice id="signed-before" tone="confirmed">您已经签过字了，随时可以再看。</Notice>}
              <AgreementText agreement={loaded} now={now} />
              {!signedBefore && !signed && <SignHere {...signing} agreement={loaded} />}
            </>
          )}
        </Loaded>
      </SignedIn>
    </Page>
  )
}
