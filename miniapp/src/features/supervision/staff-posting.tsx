import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead } from '../../client/use-read'
import { startAt } from '../../platform/navigation'
import { staffPaths } from '../../staff/paths'
import { Button, ButtonRow } from '../../ui/button'
import { DueClock } from '../../ui/due-clock'
import { LongTextField } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { useNow } from '../../ui/use-now'
import { ReviewedPostingView } from './reviewed-posting'

/** A posting that waits: look, then publish it or refuse it with the reason its employer reads. */
export function StaffPosting({ jobId }: { jobId: string }) {
  const now = useNow()
  const params = { jobId }
  const reading = useRead('GET /api/postings/:jobId/review', { params })
  const publishing = useAct('POST /api/postings/:jobId/publish')
  const refusing = useAct('POST /api/postings/:jobId/refuse')
  const [asking, ask] = useState(false)
  const [reason, setReason] = useState('')
  const { value } = reading
  const found = value?.case ?? null
  const version = value?.posting.version ?? 1
  const decides = value !== null && value.posting.status === 'in_review' && found !== null && found.closedAt === null && found.mayDecide
  const busy = publishing.busy || refusing.busy
  const problem = publishing.problem ?? refusing.problem
  const refuse = async (): Promise<void> => {
    if (await refusing.act({ params, body: { version, reason } }, '不通过')) ask(false)
  }
  return (
    <Page
      id="staff-posting"
      title="看招工"
      backTo={staffPaths.queue}
      dataAt={reading.at}
      overlay={
        asking && (
          <Sheet id="refuse-posting" title="不通过" onClose={() => ask(false)}>
            <LongTextField id="refuse-reason" label="为什么，怎么改" hint="发布人会看到，他可以改好再发，也可以申诉" value={reason} error={fieldProblem(refusing.problem, 'reason')} onChange={setReason} />
            <Button id="refuse" label="不通过" kind="danger" busy={refusing.busy} disabled={reason.trim().length < 2} onTap={() => void refuse()} />
          </Sheet>
        )
      }
      foot={
        decides ? (
          <View className="ui-foot-action">
            <ButtonRow>
              <Button id="open-refuse" label="不通过" kind="secondary" disabled={busy} onTap={() => ask(true)} />
              <Button id="publish" label="可以发布" pictogram="check" busy={publishing.busy} disabled={busy} onTap={() => void publishing.act({ params, body: { version } }, '发布')} />
            </ButtonRow>
          </View>
        ) : (
          value && (
            <View className="ui-foot-action">
              <Button id="to-queue" label="看下一件" onTap={() => void startAt(staffPaths.queue)} />
            </View>
          )
        )
      }
    >
      {problem && <Notice id="review-problem" tone="refused">{problem.message}</Notice>}
      <Loaded reading={reading}>
        {({ posting }) => (
          <>
            {decides && (
              <View className="ui-between">
                <Text className="ui-soft">请在时限内看完</Text>
                <DueClock dueAt={found.dueAt} />
              </View>
            )}
            {!decides && <Notice id="decided">{posting.status === 'in_review' ? '这一件不由您办。' : posting.statusReason ? `已经办完：${posting.statusReason}` : '已经办完。'}</Notice>}
            <ReviewedPostingView posting={posting} now={now} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
