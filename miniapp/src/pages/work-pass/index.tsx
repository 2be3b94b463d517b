import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { useWorkPass } from '../../features/arrive/use-work-pass'
import { workPassText } from '../../features/arrive/work-pass.text'
import { WorkPassView } from '../../features/arrive/work-pass-view'
import { SignedIn } from '../../features/session/entrance'
import { replace, usePageParams } from '../../platform/navigation'
import { useInFront } from '../../platform/use-in-front'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function WorkPassPage() {
  const { applicationId = '' } = usePageParams()
  const now = useNow(10_000)
  const { pass, code, problem, stale, over, tooOld, pictured, refresh } = useWorkPass(applicationId)
  const inFront = useInFront()
  // Scanned meanwhile, or cancelled by the employer: there is no code any more, and the job's own page says why.
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
        {tooOld && !pass ? (
          <Notice id="pass-too-old" tone="wait">{workPassText.tooOld}</Notice>
        ) : (
          <Loaded reading={{ value: pass, problem: over ? null : problem, reload: refresh }} cards={1}>
            {(shown) => <WorkPassView shown={shown} code={code} stale={stale} tooOld={tooOld} pictured={pictured} now={now} />}
          </Loaded>
        )}
      </SignedIn>
    </Page>
  )
}
