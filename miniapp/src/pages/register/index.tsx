import { View } from '@tarojs/components'
import { employerPaths } from '../../employer/paths'
import { problemSummary } from '../../features/register/worker-form'
import { WorkerFormView } from '../../features/register/worker-form-view'
import { useWorkerRegistration } from '../../features/register/use-worker-registration'
import { choosePart } from '../../features/session/part'
import { useSession } from '../../features/session/session.store'
import { back, open, replace, startAt, usePageParams } from '../../platform/navigation'
import { useInFront } from '../../platform/use-in-front'
import { Button } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { paths } from '../paths'

export default function RegisterPage() {
  const { gate, marketId, at, jobId, crew, back: comeBack } = usePageParams()
  const registering = useWorkerRegistration()
  const again = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  const inFront = useInFront()
  const wrong = Object.entries(registering.errors).flatMap(([field, message]) => (message ? [{ field, message }] : []))

  const submit = async (): Promise<void> => {
    if (!(await registering.submit())) return
    choosePart('worker')
    if (!inFront()) return
    if (comeBack) await back(paths.today)
    else if (gate) await startAt(paths.today, { q: gate })
    else if (crew) await replace(paths.crew, { code: crew })
    else if (jobId) await replace(paths.job, { jobId })
    else await startAt(again ? paths.me : paths.today)
  }

  return (
    <Page
      id="register"
      title={again ? '改登记' : '登记找活'}
      backTo={paths.today}
      foot={
        <View className="ui-foot-action ui-stack">
          {wrong.length > 0 && <Notice id="register-problems" tone="refused">{problemSummary(wrong)}</Notice>}
          {registering.problem && <Notice id="register-refused" tone="refused">{registering.problem.message}</Notice>}
          <Button id="submit-register" label={again ? '改好了' : '登记'} busy={registering.busy} busyLabel="正在登记…" onTap={() => void submit()} />
        </View>
      }
    >
      {again ? (
        <StateCard now="改您的登记" next="为了确认是您本人，请再填一次姓名、身份证号和手机号" />
      ) : (
        <StateCard
          now={at ? `您在${at}` : '登记一次，全省都能用'}
          next={gate ? '一分钟登记好，接着签到排号，不收钱' : '一分钟就好，不收钱'}
        />
      )}
      {!again && (
        <Button
          id="hire-instead"
          label="我是来招工的"
          kind="quiet"
          small
          onTap={() => void open(employerPaths.register, marketId ? { marketId } : {})}
        />
      )}
      {!again && <Button id="from-desk" label="在服务台登记过？绑到这个微信" kind="quiet" small onTap={() => void open(paths.bindPhone)} />}
      <WorkerFormView {...registering} again={again} />
    </Page>
  )
}
