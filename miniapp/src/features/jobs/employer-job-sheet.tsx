import type { JobDetail } from '@market/shared/jobs/jobs.contract'
import { clockTime } from '@market/shared/words/time'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import type { Problem } from '../../client/outcome'
import { EmployerStepBack } from '../apply/employer-step-back'
import { personTitle } from '../apply/employer-person.text'
import { EmployerHours } from '../settle/employer-hours'
import { EmployerPayment } from '../settle/employer-payment'
import { Notice } from '../../ui/notice'
import type { EmployerJobActs } from './use-employer-job'

/** The question that lies over the page of a job, if there is one. */
export function EmployerJobSheet({ job, acts, now }: { job: JobDetail; acts: EmployerJobActs; now: number }) {
  const { sheet, busy, problem } = acts
  const close = (): void => acts.openSheet(null)
  if (sheet === null) return null
  const message = problem?.message ?? null
  if (sheet.about === 'stop') {
    return (
      <ConfirmSheet
        id="stop"
        title="停止招人？"
        words="已经报名和签约的人照常来，别人就报不了名了。要再招，可以再发一条。"
        confirmLabel="停止招人"
        busy={busy}
        onConfirm={acts.stopRecruiting}
        onClose={close}
      >
        {message && <Notice id="sheet-problem" tone="refused">{message}</Notice>}
      </ConfirmSheet>
    )
  }
  const { about, application } = sheet
  const common = { who: personTitle(application), busy, onClose: close }
  switch (about) {
    case 'finish':
      return (
        <ConfirmSheet
          id="finish"
          title={`${common.who} 现在就下工？`}
          words={`协议写的是干到 ${clockTime(application.terms.endsAt)}。点了下工，工时就算到现在，不能再改回来。`}
          confirmLabel="下工"
          busy={busy}
          onConfirm={acts.finish}
          onClose={close}
        >
          {message && <Notice id="sheet-problem" tone="refused">{message}</Notice>}
        </ConfirmSheet>
      )
    case 'decline':
    case 'cancel':
      return <EmployerStepBack {...common} key={application.id} step={about} message={message} onSend={acts.stepBack} />
    case 'hours':
      return (
        <EmployerHours
          {...common}
          key={application.id}
          application={application}
          now={now}
          minimumHourlyFen={job.minimumHourlyFen}
          refused={refusalOf(problem)}
          onSend={acts.propose}
        />
      )
    case 'payment':
      return <EmployerPayment {...common} key={application.id} application={application} message={message} onPaid={acts.paid} />
  }
}

const refusalOf = (problem: Problem | null): { message: string; fields: Partial<Record<string, string>> } | null => {
  if (problem === null) return null
  const fields = problem.kind === 'refused' ? problem.fields : []
  return { message: problem.message, fields: Object.fromEntries(fields.map(({ field, message }) => [field, message])) }
}
