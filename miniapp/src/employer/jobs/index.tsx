import { useRead } from '../../client/use-read'
import { EmployerJobs } from '../../features/jobs/employer-jobs'
import { EmployerOnly } from '../../features/register/employer-only'

const Jobs = () => <EmployerJobs jobs={useRead('GET /api/my-jobs', {})} />

export default function EmployerJobsPage() {
  return (
    <EmployerOnly id="employer-jobs" title="岗位">
      <Jobs />
    </EmployerOnly>
  )
}
