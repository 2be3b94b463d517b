import { Card, CardHead, StateCard } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { Loaded } from '../../ui/loaded'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Segmented } from '../../ui/segmented'
import { Tag } from '../../ui/tag'
import { paths } from '../../pages/paths'
import { hasOwnNumber } from '@market/shared/identity/identity.rules'
import { employerKindWords } from '@market/shared/words/lists'
import { paperTags, paperTitles, periodWords } from './identity.text'
import type { StaffLicences as Watching } from './use-staff-licences'

const emptyWords = { all: '审过的证照会列在这里', ends_soon: '没有快到期的', over: '没有过期的' } as const

/** 证照: those that end first at the top, so that nobody operates with one that is over. */
export function StaffLicences({ reading, view, choose }: Watching) {
  return (
    <Page id="staff-licences" title="证照到期" backTo={paths.me} dataAt={reading.at}>
      <Loaded reading={reading}>
        {({ licences, endingSoon, over }) => (
          <>
            <StateCard
              id="licences-state"
              now={over > 0 ? `${over} 个证过期了` : endingSoon > 0 ? `${endingSoon} 个证快到期` : '都在有效期里'}
              next={over > 0 ? '过期的单位不能发招工，换了证再交' : '到期前三十天、十四天、三天会自动提醒单位'}
              pictogram="paper"
            />
            <Segmented
              id="licences-view"
              segments={[{ value: 'all', label: '全部' }, { value: 'ends_soon', label: '快到期', count: endingSoon }, { value: 'over', label: '过期了', count: over }]}
              chosen={view}
              onChoose={choose}
            />
            {licences.length === 0 && <EmptyState id="no-licences" pictogram="checkCircle" title={emptyWords[view]} />}
            {licences.map(({ id, employerName, employerKind, legalRepresentativeMasked, marketName, paper }) => (
              <Card key={id} id={`licence-${id}`}>
                <CardHead
                  title={employerName}
                  under={[employerKindWords[employerKind], marketName].filter(Boolean).join(' · ')}
                  beside={<Tag tone={paperTags[paper.standing].tone}>{paperTags[paper.standing].words}</Tag>}
                />
                <Facts
                  facts={[
                    { label: '证照', value: paperTitles[paper.kind] },
                    { label: hasOwnNumber(paper.kind) ? '编号' : '信用代码', value: paper.number },
                    { label: '有效期', value: periodWords(paper) },
                    ...(legalRepresentativeMasked === null ? [] : [{ label: '法定代表人', value: legalRepresentativeMasked }]),
                  ]}
                />
              </Card>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  )
}
