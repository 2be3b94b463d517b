import { View } from '@tarojs/components'
import { employerPaths } from '../../employer/paths'
import { startAt } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { paths } from '../../pages/paths'
import { SignedIn } from '../session/entrance'
import { EmployerFormView } from './employer-form-view'
import { useEmployerRegistration } from './use-employer-registration'

/** Registering to hire. Whoever came from a gate goes on to posting there; everybody else goes home. */
export function EmployerRegistration({ marketId }: { marketId: string | null }) {
  const registering = useEmployerRegistration()
  const { busy, problem, errors, submit } = registering
  const wrong = Object.keys(errors).length
  const register = async (): Promise<void> => {
    if (!(await submit())) return
    // Nothing behind it: a form that was sent is not gone back to.
    await (marketId ? startAt(employerPaths.post, { marketId }) : startAt(employerPaths.home))
  }
  return (
    <Page
      id="employer-register"
      title="登记招工"
      backTo={paths.today}
      foot={
        <View className="ui-foot-action ui-stack">
          {problem && <Notice id="register-problem" tone="refused">{problem.message}</Notice>}
          {wrong > 0 && <Notice id="register-wrong" tone="refused">{`有 ${wrong} 处要改，红字写着怎么改`}</Notice>}
          <Button id="register" label={marketId ? '登记好了，去发布' : '登记好了'} busy={busy} busyLabel="正在登记…" onTap={() => void register()} />
        </View>
      }
    >
      <SignedIn>
        <EmployerFormView {...registering} />
      </SignedIn>
    </Page>
  )
}
