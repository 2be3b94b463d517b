import type { ReactNode } from 'react'
import { open } from '../../platform/navigation'
import { paths } from '../../pages/paths'
import { EmptyState } from '../../ui/page-states'
import { SignedIn } from './entrance'
import { useSession } from './session.store'

/** Content for registered workers; whoever is not one yet is led to registering. */
export function WorkerOnly({ children }: { children: ReactNode }) {
  const registered = useSession(({ me }) => me?.roles.includes('worker') ?? false)
  return (
    <SignedIn>
      {registered ? (
        children
      ) : (
        <EmptyState
          id="register-first"
          pictogram="me"
          title="先登记，再报名"
          words="一分钟就好，不收钱，全省通用"
          offer={{ id: 'go-register', label: '登记找活', onTap: () => void open(paths.register) }}
        />
      )}
    </SignedIn>
  )
}
