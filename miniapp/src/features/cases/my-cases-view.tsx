import type { MyCase } from '@market/shared/cases/cases.contract'
import { caseKindWords } from '@market/shared/cases/cases.rules'
import { Card, CardHead } from '../../ui/card'
import { DueClock } from '../../ui/due-clock'
import { EmptyState } from '../../ui/page-states'
import { Tag } from '../../ui/tag'
import { casePictograms } from './cases.text'
import { outcomeTags, standingWords } from './my-cases.text'

/** What somebody asked the market for: who answers for it, how long that may take, what became of it. */
export function MyCasesView({ cases, now }: { cases: readonly MyCase[]; now: number }) {
  if (cases.length === 0) return <EmptyState id="no-cases" pictogram="queue" title="您还没有交办的事" words="核身份、举报、申诉，交上来以后在这里看谁在办、什么时候办完。" />
  return (
    <>
      {cases.map((one) => (
        <Card key={one.id} id={`my-case-${one.id}`} tight>
          <CardHead
            title={caseKindWords[one.kind]}
            pictogram={casePictograms[one.kind]}
            under={standingWords(one, now)}
            beside={one.outcome === null ? <DueClock dueAt={one.dueAt} /> : <Tag tone={outcomeTags[one.outcome].tone}>{outcomeTags[one.outcome].words}</Tag>}
          />
        </Card>
      ))}
    </>
  )
}
