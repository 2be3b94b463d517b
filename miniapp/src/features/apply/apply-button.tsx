import type { ApplyWishes } from '@market/shared/apply/apply.contract'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { open } from '../../platform/navigation'
import { useInFront } from '../../platform/use-in-front'
import { paths } from '../../pages/paths'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { useSession } from '../session/session.store'
import { Swap } from './swap'

type Props = {
  id: string
  job: Pick<JobCard, 'id' | 'title' | 'startsAt' | 'endsAt'>
  label: string
  /** On the page of this very job, to which registering comes back. */
  onJobPage?: boolean
  /** Waits for a place where there is none. */
  waits?: boolean
  onRefused?: () => void
}

/** One tap to apply. Then the agreement is next; who is not registered registers first and comes back to the job. */
export function ApplyButton({ id, job, label, onJobPage = false, waits = false, onRefused }: Props) {
  const { act, busy, problem } = useAct('POST /api/jobs/:jobId/applications')
  const registered = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  const inFront = useInFront()

  const apply = async (insteadOf?: string): Promise<void> => {
    if (!registered) return open(paths.register, onJobPage ? { back: '1' } : { jobId: job.id })
    const wishes: ApplyWishes = { ...(waits ? { ifFull: 'queue' } : {}), ...(insteadOf === undefined ? {} : { insteadOf }) }
    const application = await act({ params: { jobId: job.id }, ...(Object.keys(wishes).length === 0 ? {} : { body: wishes }) }, `报名“${job.title}”`)
    if (!application) return onRefused?.()
    if (!inFront()) return
    if (application.agreement) await open(paths.agreement, { agreementId: application.agreement.id, side: 'worker', applied: '1' })
    else await open(paths.application, { applicationId: application.id })
  }

  const needsPaper = problem?.kind === 'refused' && problem.code === 'licence_needed'
  const collides = problem?.kind === 'refused' && problem.code === 'time_overlap'
  return (
    <>
      {problem && !collides && <Notice id={`${id}-problem`} tone="refused">{wordsOf(problem)}</Notice>}
      {collides && !waits && <Swap id={id} hours={job} busy={busy} onSwap={(applicationId) => void apply(applicationId)} />}
      {collides && waits && <Notice id={`${id}-problem`} tone="refused">{problem.message}</Notice>}
      {needsPaper && <Button id={`${id}-licences`} label="去交操作证" pictogram="paper" onTap={() => void open(paths.licences)} />}
      <Button
        id={id}
        label={label}
        kind={collides || needsPaper ? 'secondary' : 'main'}
        busy={busy}
        busyLabel="正在报名…"
        spokenLabel={`${label}，${job.title}`}
        onTap={() => void apply()}
      />
    </>
  )
}

/** A refusal with what it adds, such as from when everybody may apply. */
const wordsOf = (problem: Problem): string =>
  problem.kind === 'refused' && problem.fields.length > 0 ? `${problem.message}${problem.fields.map(({ message }) => message).join('；')}。` : problem.message
