import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import { reportReasons, reportReasonWords, type ReportReason } from '@market/shared/supervision/reports.rules'
import { useState } from 'react'
import { useAct } from '../../client/use-act'
import { Button } from '../../ui/button'
import { ChoiceGrid } from '../../ui/choices'
import { LongTextField } from '../../ui/fields'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'

const choices = reportReasons.map((value) => ({ value, label: reportReasonWords[value] }))

/** 举报: one tap on what happened, a few words if wanted. The employer never learns who it was. */
export function ReportJob({ job }: { job: JobDetail }) {
  const [asking, ask] = useState(false)
  const reporting = useAct('POST /api/jobs/:jobId/reports')
  const [reported, setReported] = useState(false)
  if (job.mine) return null
  if (job.reported || reported) return <Notice id="reported" tone="confirmed">您举报过，工作人员在办。办完会告诉您，对方不知道是谁说的。</Notice>
  const send = async (reason: ReportReason, text: string): Promise<void> => {
    if (await reporting.act({ params: { jobId: job.id }, body: { reason, text } }, '举报')) {
      setReported(true)
      ask(false)
    }
  }
  return (
    <>
      <Button id="report" label="有问题，举报" kind="quiet" small onTap={() => ask(true)} />
      {asking && <ReportSheet busy={reporting.busy} problem={reporting.problem?.message ?? null} onSend={(reason, text) => void send(reason, text)} onClose={() => ask(false)} />}
    </>
  )
}

function ReportSheet({ busy, problem, onSend, onClose }: { busy: boolean; problem: string | null; onSend: (reason: ReportReason, text: string) => void; onClose: () => void }) {
  const [reason, setReason] = useState<ReportReason | null>(null)
  const [text, setText] = useState('')
  return (
    <Sheet id="report-sheet" title="哪里有问题？" onClose={onClose}>
      <ChoiceGrid id="report-reason" label="点一个就行，对方不知道是谁说的" choices={choices} chosen={reason === null ? [] : [reason]} onChange={([value]) => setReason(value ?? null)} />
      <LongTextField id="report-text" label="再说几句（可以不写）" value={text} maxLength={300} onChange={setText} />
      {problem && <Notice id="report-problem" tone="refused">{problem}</Notice>}
      <Button id="send-report" label="交给工作人员" kind="danger" busy={busy} disabled={reason === null} onTap={() => { if (reason) onSend(reason, text) }} />
    </Sheet>
  )
}
