import { View } from '@tarojs/components'
import { reportDecisions, reportDecisionWords, reportReasonWords, type ReportDecision } from '@market/shared/supervision/reports.rules'
import { moment } from '@market/shared/words/show'
import { useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead } from '../../client/use-read'
import { startAt } from '../../platform/navigation'
import { staffPaths } from '../../staff/paths'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { DueClock } from '../../ui/due-clock'
import { LongTextField } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { Stepper } from '../../ui/stepper'
import { useNow } from '../../ui/use-now'
import { ReviewedPostingView } from './reviewed-posting'

const choices = reportDecisions.map((value) => ({ value, label: reportDecisionWords[value] }))
const mostPoints = 12
/** What costs points. */
const costs = (decision: ReportDecision | null): boolean => decision !== null && decision !== 'nothing' && decision !== 'warning'

/** A report: what was said, the posting, and the decision with its reason. Who reported is not shown, here neither. */
export function StaffReport({ reportId }: { reportId: string }) {
  const now = useNow()
  const params = { reportId }
  const reading = useRead('GET /api/reports/:reportId', { params })
  const deciding = useAct('POST /api/reports/:reportId/decide')
  const [asking, ask] = useState(false)
  const { value } = reading
  const decides = value !== null && value.case.closedAt === null && value.case.mayDecide
  const decide = async (decision: ReportDecision, reason: string, points: number): Promise<void> => {
    if (await deciding.act({ params, body: { decision, reason, points: costs(decision) ? points : 0 } }, '办举报')) ask(false)
  }
  return (
    <Page
      id="staff-report"
      title="办举报"
      backTo={staffPaths.queue}
      dataAt={reading.at}
      overlay={
        asking && value && (
          <DecideSheet
            suggested={value.suggestedPoints}
            busy={deciding.busy}
            reasonError={fieldProblem(deciding.problem, 'reason') ?? deciding.problem?.message ?? null}
            onDecide={(decision, reason, points) => void decide(decision, reason, points)}
            onClose={() => ask(false)}
          />
        )
      }
      foot={
        value && (
          <View className="ui-foot-action">
            {decides ? <Button id="open-decide" label="核实好了，来办" onTap={() => ask(true)} /> : <Button id="to-queue" label="看下一件" onTap={() => void startAt(staffPaths.queue)} />}
          </View>
        )
      }
    >
      <Loaded reading={reading}>
        {({ reason, text, at, others, posting, case: found }) => (
          <>
            {found.closedAt !== null && <Notice id="decided" tone="confirmed">这一件办完了。</Notice>}
            <Card id="report-words">
              <CardHead title={reportReasonWords[reason]} pictogram="alert" under={`${moment(at, now)} 有人举报`} beside={found.closedAt === null ? <DueClock dueAt={found.dueAt} /> : undefined} />
              <View>{text ?? '没有再写别的'}</View>
              {others.length > 0 && <View className="ui-soft">{`这条招工还有：${others.map((one) => `${reportReasonWords[one.reason]} ${one.times} 次`).join('，')}`}</View>}
            </Card>
            <ReviewedPostingView posting={posting} now={now} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

type SheetProps = { suggested: number; busy: boolean; reasonError: string | null; onDecide: (decision: ReportDecision, reason: string, points: number) => void; onClose: () => void }

function DecideSheet({ suggested, busy, reasonError, onDecide, onClose }: SheetProps) {
  const [decision, setDecision] = useState<ReportDecision | null>(null)
  const [reason, setReason] = useState('')
  const [points, setPoints] = useState(suggested)
  return (
    <Sheet id="decide-sheet" title="怎么办" onClose={onClose}>
      <ChoiceGrid id="decision" label="核实的结果" choices={choices} chosen={decision === null ? [] : [decision]} onChange={([value]) => setDecision(value ?? null)} />
      {costs(decision) && (
        <Stepper
          id="points"
          label="记几分"
          lessLabel="少一分"
          moreLabel="多一分"
          hint={`规则里这种情况记 ${suggested} 分`}
          onLess={points > 1 ? () => setPoints(points - 1) : null}
          onMore={points < mostPoints ? () => setPoints(points + 1) : null}
        >
          {`${points} 分`}
        </Stepper>
      )}
      <LongTextField id="decide-reason" label="依据" hint="招工的人会看到，不要写是谁举报的" value={reason} error={reasonError} onChange={setReason} />
      <Button id="decide" label="就这样办" busy={busy} disabled={decision === null || reason.trim().length < 2} onTap={() => { if (decision) onDecide(decision, reason, points) }} />
    </Sheet>
  )
}
