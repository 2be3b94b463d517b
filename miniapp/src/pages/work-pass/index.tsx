import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { useWorkPass } from '../../features/arrive/use-work-pass'
import { WorkPassView } from '../../features/arrive/work-pass-view'
import { SignedIn } from '../../features/session/entrance'
import { replace, usePageParams } from '../../platform/navigation'
import { useInFront } from '../../platform/use-in-front'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function WorkPassPage() {
  const { applicationId = '' } = usePageParams()
  const now = useNow(10_000)
  const { pass, problem, stale, refresh } = useWorkPass(applicationId)
  const inFront = useInFront()
  // Scanned meanwhile, or cancelled by the employer: there is no code any more, and the job's own page says why.
  const over = problem?.kind === 'refused' && problem.code === 'step_not_allowed'
  useEffect(() => {
    if (over && inFront()) void replace(paths.application, { applicationId })
  }, [over, inFront, applicationId])

  return (
    <Page
      id="work-pass"
      title="工作码"
      backTo={paths.mine}
      ground="deep"
      foot={
        <View className="ui-foot-action">
          <Button id="pass-scanned" label="扫好了" kind="secondary" onTap={() => void replace(paths.application, { applicationId })} />
        </View>
      }
    >
      <SignedIn>
        <Loaded reading={{ value: pass, problem: over ? null : problem, reload: refresh }} cards={1}>
          {(shown) => <WorkPassView pass={shown} stale={stale} now={now} />}
        </Loaded>
      </SignedIn>
    </Page>
  )
}
