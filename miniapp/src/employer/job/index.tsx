import { EmployerJob } from '../../features/jobs/employer-job'
import { useEmployerJob, useEmployerJobActs } from '../../features/jobs/use-employer-job'
import { EmployerOnly } from '../../features/register/employer-only'
import { usePageParams } from '../../platform/navigation'

const Job = ({ jobId, justPosted }: { jobId: string; justPosted: boolean }) => (
  <EmployerJob {...useEmployerJob(jobId)} acts={useEmployerJobActs(jobId)} justPosted={justPosted} />
)

export default function EmployerJobPage() {
  const { jobId = '', posted } = usePageParams()
  return (
    <EmployerOnly id="employer-job" title="岗位">
      <Job jobId={jobId} justPosted={posted === '1'} />
    </EmployerOnly>
  )
}
