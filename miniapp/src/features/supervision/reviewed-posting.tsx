import { View } from '@tarojs/components'
import type { ReviewedPosting } from '@market/shared/supervision/supervision.contract'
import { employerKindWords, payUnitWords, tradeIcon } from '@market/shared/words/lists'
import { moment, stretch } from '@market/shared/words/show'
import { useState } from 'react'
import { Card, CardHead } from '../../ui/card'
import { Facts } from '../../ui/facts'
import { FoldedPart } from '../../ui/folded-part'
import { Pay } from '../../ui/pay'
import { ReasonList } from '../../ui/reason-list'
import { findingReasons } from './supervision.text'

const verdictWords = { clear: '直接发布', doubtful: '要人看', refused: '规则不通过' } as const

/** A posting as those see it who decide: what was found first, then the posting, who answers for it, and every version. */
export function ReviewedPostingView({ posting, now }: { posting: ReviewedPosting; now: number }) {
  const { employer, findings, versions } = posting
  const [open, setOpen] = useState(false)
  return (
    <>
      {findings.length > 0 && (
        <Card id="review-findings">
          <CardHead title="规则发现的" />
          <ReasonList id="finding" reasons={findingReasons(findings)} />
        </Card>
      )}
      <Card id="review-posting">
        <CardHead title={posting.title} pictogram={tradeIcon(posting.trade)} under={`${posting.marketName} · 招 ${posting.headcount} 人，已有 ${posting.filled} 人`} />
        <Pay fen={posting.payFen} per={payUnitWords[posting.payUnit]} />
        <Facts
          facts={[
            { label: '干什么', value: posting.description },
            { label: '要求', value: posting.requirements || '没写' },
            { label: '时间', value: stretch(posting.startsAt, posting.endsAt, now) },
            { label: '地点', value: posting.address },
          ]}
        />
      </Card>
      <Card id="review-employer">
        <CardHead title={employer.name} under={`${employerKindWords[employer.kind]} · 发布人 ${employer.nameMasked}`} />
        <Facts facts={[{ label: '记分', value: `${employer.points} 分` }, { label: '被举报', value: `这条 ${posting.reports} 次` }]} />
      </Card>
      <FoldedPart id="review-versions" title="每一版都在" readOnly summary={`共 ${versions.length} 版，最新 ${moment(versions[0]?.at ?? posting.postedAt, now)}`} open={open} onToggle={() => setOpen(!open)}>
        {versions.map(({ version, at, rulebookVersion, verdict, personVerified, employerVerified, title, description, requirements }) => (
          <View key={version} className="ui-stack">
            <Facts
              facts={[
                { label: `第 ${version} 版`, value: moment(at, now), note: `规则第 ${rulebookVersion} 版 · ${verdictWords[verdict]}` },
                { label: '实名', value: personVerified ? '本人已核验' : '没有核验记录', ...(employer.kind === 'household' ? {} : { note: employerVerified ? '单位已核验' : '单位没有核验记录' }) },
                { label: '内容', value: [title, description, requirements].filter(Boolean).join('；') },
              ]}
            />
          </View>
        ))}
      </FoldedPart>
    </>
  )
}
