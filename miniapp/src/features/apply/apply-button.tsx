import { useAct } from '../../client/use-act'
import { open } from '../../platform/navigation'
import { useInFront } from '../../platform/use-in-front'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { useSession } from '../session/session.store'

type Props = {
  id: string
  job: { id: string; title: string }
  label: string
  /** On the page of this very job, to which registering comes back. */
  onJobPage?: boolean
  onRefused?: () => void
}

/** One tap to apply. Then the agreement is next; who is not registered registers first and comes back to the job. */
export function ApplyButton({ id, job, label, onJobPage = false, onRefused }: Props) {
  const { act, busy, problem } = useAct('POST /api/jobs/:jobId/applications')
  const registered = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  const inFront = useInFront()

  const apply = async (): Promise<void> => {
    if (!registered) return open(paths.register, onJobPage ? { back: '1' } : { jobId: job.id })
    const application = await act({ params: { jobId: job.id } }, `报名“${job.title}”`)
    if (!application) return onRefused?.()
    if (!inFront()) return
    if (application.agreement) await open(paths.agreement, { agreementId: application.agreement.id, side: 'worker', applied: '1' })
    else await open(paths.application, { applicationId: application.id })
  }

  return (
    <>
      {problem && <Notice id={`${id}-problem`} tone="refused">{problem.message}</Notice>}
      <Button id={id} label={label} busy={busy} busyLabel="正在报名…" spokenLabel={`${label}，${job.title}`} onTap={() => void apply()} />
    </>
  )
}
