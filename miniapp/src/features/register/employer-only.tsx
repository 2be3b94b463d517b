import { useEffect, type ReactNode } from 'react'
import { employerPaths } from '../../employer/paths'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { SignedIn } from '../session/entrance'
import { choosePart } from '../session/part'
import { useSession } from '../session/session.store'

type Props = {
  /** Of the page that is shown instead, to somebody who may not see this one yet. */
  id: string
  title: string
  /** Goes along to registration, so that posting continues where it was interrupted. */
  marketId?: string | null
  children: ReactNode
}

/** Shows its page to a registered employer; everybody else is told the one step that is missing. */
export function EmployerOnly({ id, title, marketId, children }: Props) {
  const isEmployer = useSession(({ me }) => me?.roles.includes('employer') ?? false)
  // One person may also look for work: whoever opens a page for hiring is hiring now.
  useEffect(() => {
    if (isEmployer) choosePart('employer')
  }, [isEmployer])
  if (isEmployer) return <>{children}</>
  return (
    <Page id={id} title={title} backTo={paths.today}>
      <SignedIn>
        <EmptyState
          id="register-first"
          pictogram="post"
          title="先登记，就能招人"
          words="单位填营业执照上的名称和代码，个人家庭填身份证号。一分钟就好，不收钱。"
          offer={{ id: 'go-register', label: '登记招工', onTap: () => void open(employerPaths.register, marketId ? { marketId } : {}) }}
        />
      </SignedIn>
    </Page>
  )
}
