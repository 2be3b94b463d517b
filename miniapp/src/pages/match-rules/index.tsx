import { useRead } from '../../client/use-read'
import { MatchRulesView } from '../../features/match/match-rules-view'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { useNow } from '../../ui/use-now'
import { paths } from '../paths'

export default function MatchRulesPage() {
  const now = useNow()
  const reading = useRead('GET /api/match-rules', {})
  return (
    <Page id="match-rules" title="怎么排先后" backTo={paths.today} dataAt={reading.at} typeSwitch>
      <Loaded reading={reading}>{(published) => <MatchRulesView {...published} now={now} />}</Loaded>
    </Page>
  )
}
