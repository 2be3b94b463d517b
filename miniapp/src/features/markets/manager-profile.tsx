import type { MarketPage } from '@market/shared/markets/markets.contract'
import { managerPaths } from '../../manager/paths'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { FoldedPart } from '../../ui/folded-part'
import { Notice } from '../../ui/notice'
import { FootAction, Page } from '../../ui/page'
import { kindWords } from './market.text'
import { partNames, partSummary, profileParts, wrongIn } from './manager-profile-form'
import { ProfileFields } from './manager-profile-fields'
import { ManagerRights } from './manager-rights'
import { useManagerProfile } from './use-manager-profile'

type Props = {
  page: MarketPage
  /** What was done right before coming here. */
  news: 'saved' | 'made' | null
  /** May also decide who runs it and whether it goes on. */
  officer: boolean
  reload: () => Promise<void>
}

const newsWords = { saved: '保存好了，大家已经能看到。', made: '设立好了。看一遍下面的资料，再给它做入口的码。' } as const

/** What a market publishes, part by part; everything stands filled, and is opened only where it is to be changed. */
export function ManagerProfile({ page, news, officer, reload }: Props) {
  const profile = useManagerProfile(page, reload)
  const { form, problems, problem, changed } = profile
  const wrong = Object.keys(problems)
  const { market } = page
  const conflict = problem?.kind === 'refused' && problem.code === 'changed_meanwhile'
  return (
    <Page
      id="market-profile"
      title="市场资料"
      backTo={managerPaths.home}
      foot={
        page.closedAt === null && (
          <FootAction>
            {wrong.length > 0 && <Notice id="profile-wrong" tone="refused">{`有 ${wrong.length} 处要改，红字写着怎么改`}</Notice>}
            {problem && wrong.length === 0 && (
              <Notice id="profile-problem" tone="refused">
                {conflict ? '刚刚有同事改过。下面已换成最新的，您改的还在，看一眼再点保存。' : problem.message}
              </Notice>
            )}
            <Button id="save-profile" label="保存，马上公布" busy={profile.busy} disabled={!changed} onTap={profile.onSave} />
          </FootAction>
        )
      }
    >
      {news !== null && !changed && <Notice id="profile-saved" tone="confirmed">{newsWords[news]}</Notice>}
      {page.closedAt !== null && <Notice id="profile-closed" tone="wait">这个市场已经关了，资料只能看。</Notice>}
      <Card id="profile-market">
        <CardHead title={market.name} pictogram="place" under={kindWords(page)} />
        <Button id="see-public" label="看公开的页面" kind="quiet" small pictogram="eye" onTap={() => void open(paths.market, { marketId: market.id })} />
      </Card>
      {page.closedAt === null &&
        profileParts.map((part) => (
          <FoldedPart
            key={part}
            id={`part-${part}`}
            title={partNames[part]}
            summary={partSummary(part, form, market.kind)}
            open={profile.open.has(part)}
            onToggle={() => profile.onToggle(part)}
            wrong={wrongIn(part, wrong)}
          >
            <ProfileFields part={part} form={form} problems={problems} kind={market.kind} onChange={profile.onChange} />
          </FoldedPart>
        ))}
      {officer && <ManagerRights page={page} />}
    </Page>
  )
}
