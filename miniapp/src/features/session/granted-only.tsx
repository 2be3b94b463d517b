import type { Part } from '@market/shared/endpoint'
import type { StaffRole } from '@market/shared/words/lists'
import { useEffect, type ReactNode } from 'react'
import { paths } from '../../pages/paths'
import { startAt } from '../../platform/navigation'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { SignedIn } from './entrance'
import { choosePart } from './part'
import { useSession } from './session.store'

type Props = {
  id: string
  title: string
  roles: readonly StaffRole[]
  /** The part of the app this page belongs to; without it the person stays in the one they are in. */
  part?: Part
  children: ReactNode
}

/** Shows its page to those who were granted one of these roles. Nobody can register for them. */
export function GrantedOnly({ id, title, roles, part, children }: Props) {
  const granted = useSession(({ me }) => me?.grants.some(({ role }) => roles.includes(role)) ?? false)
  useEffect(() => {
    if (granted && part) choosePart(part)
  }, [granted, part])
  if (granted) return <>{children}</>
  return (
    <Page id={id} title={title} backTo={paths.today}>
      <SignedIn>
        <EmptyState
          id="not-granted"
          pictogram="shield"
          title="这里是市场工作人员用的"
          words="您要是管这个市场的，请让上级给您开通。"
          offer={{ id: 'go-today', label: '回首页', onTap: () => void startAt(paths.today) }}
        />
      </SignedIn>
    </Page>
  )
}
