import { EmployerOnly } from '../../features/register/employer-only'
import { SignMany } from '../../features/sign/sign-many'
import { useSignMany } from '../../features/sign/use-sign-many'
import { usePageParams } from '../../platform/navigation'

const Signing = ({ jobId }: { jobId: string }) => <SignMany {...useSignMany(jobId)} />

export default function SignManyPage() {
  const { jobId = '' } = usePageParams()
  return (
    <EmployerOnly id="sign-many" title="一起签">
      <Signing jobId={jobId} />
    </EmployerOnly>
  )
}
