import { View } from '@tarojs/components'
import type { Finding } from '@market/shared/arrive/review.rules'
import { useState } from 'react'
import { useAct } from '../../client/use-act'
import { useRead } from '../../client/use-read'
import { startAt } from '../../platform/navigation'
import { staffPaths } from '../../staff/paths'
import { Button, ButtonRow } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { DueClock } from '../../ui/due-clock'
import { Facts } from '../../ui/facts'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { FootAction, Page } from '../../ui/page'
import { ReasonedSheet } from '../../ui/reasoned-sheet'
import { useNow } from '../../ui/use-now'
import { adviceWords, causeWords, decidedWords, decisionLabels, reasonsAgainst, reasonsFor, reviewFacts } from './scan-review.text'

/** A scan that was set aside, or somebody entered by hand: who, when, why it waits, and the two answers. */
export function StaffScanReview({ scanId }: { scanId: string }) {
  const now = useNow()
  const params = { scanId }
  const reading = useRead('GET /api/scan-reviews/:scanId', { params })
  const deciding = useAct('POST /api/scan-reviews/:scanId/decision')
  const [asking, ask] = useState<'accept' | 'refuse' | null>(null)
  const { value } = reading
  const open = value !== null && value.case.closedAt === null
  const decides = open && value.case.mayDecide
  const decide = async (finding: Finding): Promise<void> => {
    await deciding.act({ params, body: { finding } }, '核对到岗')
    ask(null)
    void reading.reload()
  }
  const labels = value && decisionLabels(value)
  return (
    <Page
      id="staff-scan-review"
      title="核对到岗"
      backTo={staffPaths.queue}
      dataAt={reading.at}
      overlay={
        asking && labels && (
          <ReasonedSheet
            id="finding-sheet"
            title={labels[asking]}
            words="定了就不能改。谁定的、为什么，会记下来。"
            confirmLabel={labels[asking]}
            danger={asking === 'refuse'}
            busy={deciding.busy}
            reasons={asking === 'accept' ? reasonsFor : reasonsAgainst}
            onReason={(finding) => void decide(finding)}
            onClose={() => ask(null)}
          />
        )
      }
      foot={
        value && labels && (
          <FootAction>
            {decides ? (
              <ButtonRow>
                <Button id="open-refuse" label={labels.refuse} kind="secondary" disabled={deciding.busy} onTap={() => ask('refuse')} />
                <Button id="open-accept" label={labels.accept} pictogram="check" busy={deciding.busy} disabled={!value.mayAccept} onTap={() => ask('accept')} />
              </ButtonRow>
            ) : (
              <Button id="to-queue" label="看下一件" onTap={() => void startAt(staffPaths.queue)} />
            )}
          </FootAction>
        )
      }
    >
      {deciding.problem && <Notice id="review-problem" tone="refused">{deciding.problem.message}</Notice>}
      <Loaded reading={reading}>
        {(review) => (
          <>
            {!open && <Notice id="decided" tone="confirmed">{decidedWords(review)}</Notice>}
            {open && !review.case.mayDecide && <Notice id="not-yours">这一件是您自己扫的、报的，或者就是您本人，要请同事来核对。</Notice>}
            <Card id="scan-review">
              <CardHead title={causeWords(review)} pictogram="scan" />
              {open && <DueClock dueAt={review.case.dueAt} />}
              <Facts facts={reviewFacts(review, now)} />
            </Card>
            {decides && <View id="advice" className="ui-soft">{adviceWords(review)}</View>}
          </>
        )}
      </Loaded>
    </Page>
  )
}
