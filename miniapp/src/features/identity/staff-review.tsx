import { Image, View } from '@tarojs/components'
import type { RevealPurpose, Verification } from '@market/shared/identity/identity.contract'
import { hasOwnNumber } from '@market/shared/identity/identity.rules'
import { useState } from 'react'
import { spoken } from '../../platform/spoken'
import { Button } from '../../ui/button'
import { Card, CardHead, StateCard } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { DueClock } from '../../ui/due-clock'
import { Facts, type Fact } from '../../ui/facts'
import { Notice } from '../../ui/notice'
import { ReasonList } from '../../ui/reason-list'
import { Tag } from '../../ui/tag'
import { documentName, mendReasons, paperTags, paperTitles, periodWords } from './identity.text'
import { answerWords, purposes, reviewState, reviewTitle, whatToLookAt } from './staff-review.text'
import type { StaffReview } from './use-staff-review'
import { licenceFacts } from './work-licences.text'

/** What somebody submitted: masked, then in clear for a reason, with what the authority said beside it. */
export function StaffReviewView({ verification, review, now }: { verification: Verification; review: StaffReview; now: number }) {
  const { employer, licence, answer, state, dueAt, marketName, nameMasked } = verification
  const { revealed, pictures, problem } = review
  return (
    <>
      <StateCard
        id="review-state"
        {...reviewState(verification, now)}
        {...(pictures.length > 0 ? { next: whatToLookAt(verification) } : {})}
        pictogram={verification.looked === 'person' ? 'me' : 'paper'}
      >
        {state === 'pending' && <View className="ui-between"><DueClock dueAt={dueAt} /></View>}
      </StateCard>
      {problem && <Notice id="review-problem" tone="refused">{problem.message}</Notice>}
      {pictures.map(({ id, src }) => {
        const kind = verification.documents.find((document) => document.id === id)?.kind
        return (
          <Card key={id} id={`picture-${id}`}>
            <CardHead title={kind ? documentName(kind) : '照片'} pictogram="picture" />
            <Image src={src} mode="widthFix" className="staff-review-picture" {...spoken({ role: 'img', label: kind ? documentName(kind) : '照片' })} />
          </Card>
        )
      })}
      <Card id="review-what">
        <CardHead title={reviewTitle(verification)} under={marketName ?? undefined} />
        <Facts
          facts={[
            { label: '姓名', value: revealed?.name ?? nameMasked ?? '' },
            ...(verification.looked === 'person' && revealed?.idNumber ? [{ label: '身份证号', value: revealed.idNumber }] : []),
            ...(licence ? licenceFacts(licence, revealed?.licenceNumber ?? null) : []),
            ...(employer ? employerFacts(employer, revealed?.legalRepresentative ?? null) : []),
          ]}
        />
        {answer && <Notice id="review-answer" tone={answerWords[answer].tone}>{answerWords[answer].words}</Notice>}
      </Card>
      {employer?.papers.map((paper) => (
        <Card key={paper.kind} id={`review-paper-${paper.kind}`}>
          <CardHead title={paperTitles[paper.kind]} pictogram="paper" beside={<Tag tone={paperTags[paper.standing].tone}>{paperTags[paper.standing].words}</Tag>} />
          <Facts facts={[{ label: hasOwnNumber(paper.kind) ? '编号' : '信用代码', value: paper.number }, { label: '有效期', value: periodWords(paper) }]} />
        </Card>
      ))}
      {state === 'pending' && verification.mayDecide && revealed === null && <Reveal review={review} />}
      {state !== 'pending' && (
        <Card id="review-decided">
          <CardHead title={state === 'passed' ? '通过了' : '退回去改的地方'} pictogram={state === 'passed' ? 'checkCircle' : 'alert'} />
          {state === 'refused' && <ReasonList id="review-flaws" reasons={mendReasons(verification.flaws, verification.note)} />}
          {verification.looked === 'person' && <View className="ui-soft">身份证照片已经删掉。</View>}
          {verification.looked === 'work_licence' && <View className="ui-soft">操作证照片已经删掉。</View>}
        </Card>
      )}
    </>
  )
}

const employerFacts = ({ name, creditCode, legalRepresentativeMasked }: NonNullable<Verification['employer']>, representative: string | null): Fact[] => [
  { label: '单位', value: name },
  ...(creditCode === null ? [] : [{ label: '信用代码', value: creditCode }]),
  ...(representative ?? legalRepresentativeMasked) === null ? [] : [{ label: '法定代表人', value: representative ?? legalRepresentativeMasked ?? '' }],
]

/** A reason first: who looks at another's papers leaves a trace. */
function Reveal({ review: { busy, reveal } }: { review: StaffReview }) {
  const [purpose, setPurpose] = useState<RevealPurpose>('review')
  return (
    <Card id="review-reveal">
      <View className="ui-stack-wide">
        <CardHead title="看证件和全名" pictogram="eye" under="谁看的、什么时候、为什么看，都会留下记录" />
        <ChoiceGrid
          id="purpose"
          label="为什么看"
          choices={purposes}
          chosen={[purpose]}
          onChange={([chosen = purpose]) => setPurpose(chosen)}
        />
        <Button id="reveal" label="看证件" pictogram="eye" busy={busy === 'reveal'} busyLabel="正在打开…" onTap={() => void reveal(purpose)} />
      </View>
    </Card>
  )
}
