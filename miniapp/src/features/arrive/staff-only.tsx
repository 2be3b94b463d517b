import { useEffect, type ReactNode } from 'react'
import { paths } from '../../pages/paths'
import { startAt } from '../../platform/navigation'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { SignedIn } from '../session/entrance'
import { choosePart } from '../session/part'
import { useSession } from '../session/session.store'
import { useScanKeeping } from './use-scan-keeping'

/** Shows its page to the staff of a market. Nobody can register as staff: the right is granted. */
export function StaffOnly({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const isStaff = useSession(({ me }) => me?.roles.includes('staff') ?? false)
  useScanKeeping(isStaff)
  useEffect(() => {
    if (isStaff) choosePart('staff')
  }, [isStaff])
  if (isStaff) return <>{children}</>
  return (
    <Page id={id} title={title} backTo={paths.today}>
      <SignedIn>
        <EmptyState
          id="not-staff"
          pictogram="shield"
          title="这里是市场工作人员用的"
          words="您要是工作人员，请让市场负责人给您开通。"
          offer={{ id: 'go-today', label: '回首页', onTap: () => void startAt(paths.today) }}
        />
      </SignedIn>
    </Page>
  )
}
