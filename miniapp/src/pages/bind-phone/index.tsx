import { View } from '@tarojs/components'
import { PhoneBoundView, PhoneCodeView } from '../../features/desk/phone-code-view'
import { usePhoneCode } from '../../features/desk/use-phone-code'
import { SignedIn } from '../../features/session/entrance'
import { choosePart } from '../../features/session/part'
import { useSession } from '../../features/session/session.store'
import { startAt } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { paths } from '../paths'

export default function BindPhonePage() {
  const { code, problem, bound, refresh } = usePhoneCode()
  const nameMasked = useSession(({ me }) => me?.nameMasked ?? '')
  const begin = (): void => {
    choosePart('worker')
    void startAt(paths.today)
  }
  return (
    <Page
      id="bind-phone"
      title="绑微信"
      backTo={paths.me}
      foot={
        bound && (
          <View className="ui-foot-action">
            <Button id="bound-begin" label="去看今天的活" onTap={begin} />
          </View>
        )
      }
    >
      <SignedIn>
        {bound ? (
          <PhoneBoundView nameMasked={nameMasked} />
        ) : (
          <Loaded reading={{ value: code, problem, reload: refresh }} cards={1}>
            {(shown) => <PhoneCodeView code={shown} />}
          </Loaded>
        )}
      </SignedIn>
    </Page>
  )
}
