import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import { useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { employerPaths } from '../../employer/paths'
import { open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { ReasonList } from '../../ui/reason-list'
import { AppealSheet } from './appeal-sheet'
import { confirmWords, findingReasons, postingState } from './supervision.text'

/** How an employer's own posting stands with staff, why, and the one thing to do about it. */
export function PostingState({ job, now }: { job: JobDetail; now: number }) {
  const state = postingState(job, now)
  const reasons = findingReasons(job.supervision?.findings ?? [])
  const mayChange = job.status === 'open' || (job.status === 'in_review' && job.supervision?.appealed === false)
  const asked = job.status === 'open' && job.confirmedUntil !== null ? job.confirmedUntil : null
  return (
    <>
      {state && <Notice id="posting-state" tone={state.tone}>{state.words}</Notice>}
      {asked !== null && <ConfirmStands jobId={job.id} words={confirmWords(asked, now)} />}
      {job.status !== 'open' && reasons.length > 0 && (
        <Card id="posting-findings">
          <ReasonList id="finding" reasons={reasons} />
        </Card>
      )}
      {mayChange && job.startsAt > now && (
        <Button id="change-posting" label={job.status === 'in_review' ? '改一改，马上再看' : '改一改'} kind="secondary" pictogram="edit" onTap={() => void open(employerPaths.post, { jobId: job.id })} />
      )}
      {job.status === 'refused' && job.supervision?.appealed === false && <AppealRefusal jobId={job.id} />}
    </>
  )
}

function ConfirmStands({ jobId, words }: { jobId: string; words: string }) {
  const confirming = useAct('POST /api/jobs/:jobId/confirm')
  return (
    <Card id="confirm-stands">
      <Notice id="confirm-words">{words}</Notice>
      {confirming.problem && <Notice id="confirm-problem" tone="refused">{confirming.problem.message}</Notice>}
      <Button id="confirm-posting" label="还在招" pictogram="check" busy={confirming.busy} onTap={() => void confirming.act({ params: { jobId } }, '还在招')} />
    </Card>
  )
}

/** Staff refused it; another person may be asked, once. */
function AppealRefusal({ jobId }: { jobId: string }) {
  const [asking, ask] = useState(false)
  const appealing = useAct('POST /api/jobs/:jobId/appeal')
  const send = async (text: string): Promise<void> => {
    if (await appealing.act({ params: { jobId }, body: { text } }, '申诉')) ask(false)
  }
  return (
    <>
      <Button id="appeal-refusal" label="觉得不对，申诉" kind="secondary" onTap={() => ask(true)} />
      {asking && (
        <AppealSheet
          words="另一位同事来看，三天内答复。"
          busy={appealing.busy}
          error={fieldProblem(appealing.problem, 'text') ?? appealing.problem?.message ?? null}
          onSend={(text) => void send(text)}
          onClose={() => ask(false)}
        />
      )}
    </>
  )
}
