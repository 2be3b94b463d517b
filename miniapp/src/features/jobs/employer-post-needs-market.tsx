import { employerPaths } from '../../employer/paths'
import { startAt } from '../../platform/navigation'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'

/** A posting belongs to a market, and nobody has said which. */
export function EmployerPostNeedsMarket() {
  return (
    <Page id="employer-post" title="发布招工" backTo={employerPaths.home}>
      <EmptyState
        id="scan-first"
        pictogram="scan"
        title="先扫一下市场门口的码"
        words="扫了才知道在哪个市场招人。"
        offer={{ id: 'go-scan', label: '去扫码', onTap: () => void startAt(employerPaths.scan) }}
      />
    </Page>
  )
}
