import { View } from '@tarojs/components'
import { ApplicationActions, actionsOf } from '../../features/apply/application-actions'
import { ApplicationQuestions } from '../../features/apply/application-questions'
import { ApplicationView } from '../../features/apply/application-view'
import { Swap } from '../../features/apply/swap'
import { useApplication } from '../../features/apply/use-application'
import { TellMe } from '../../features/push/tell-me'
import { SignedIn } from '../../features/session/entrance'
import { usePageParams } from '../../platform/navigation'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function ApplicationPage() {
  const { applicationId = '' } = usePageParams()
  const now = useNow()
  const mine = useApplication(applicationId)
  const { reading, problem, busy } = mine
  const actions = reading.value ? actionsOf({ ...mine, application: reading.value, now }) : []
  return (
    <Page
      id="application"
      title="这个活的进度"
      backTo={paths.mine}
      dataAt={reading.at}
      overlay={<ApplicationQuestions {...mine} />}
      foot={
        (actions.length > 0 || problem) && (
          <View className="ui-foot-action ui-stack">
            {mine.collides && reading.value && <Swap id="accept" hours={reading.value.terms} busy={busy} onSwap={(insteadOf) => void mine.accept(insteadOf)} />}
            {problem && <Notice id="application-problem" tone="refused">{problem.message}</Notice>}
            <ApplicationActions actions={actions} busy={busy} />
          </View>
        )
      }
    >
      <SignedIn>
        <Loaded reading={reading} cards={3}>{(application) => <ApplicationView application={application} now={now} />}</Loaded>
        <TellMe />
      </SignedIn>
    </Page>
  )
}
