import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import type { Problem } from '../../client/outcome'
import { insideWeChat } from '../../platform/host'
import { startAt } from '../../platform/navigation'
import { EmptyState, ErrorState, Skeleton } from '../../ui/page-states'
import { homeOf } from './part'
import { useSession } from './session.store'
import { signIn } from './sign-in'
import { stayOut, useStayedOut } from './stayed-out'

export type Entrance = { entering: boolean; problem: Problem | null; enter: (demoPersonId?: string) => Promise<boolean> }

/** Signing in, once at a time. */
export function useEntrance(): Entrance {
  const [state, setState] = useState<{ entering: boolean; problem: Problem | null }>({ entering: false, problem: null })
  const entering = useRef(false)
  const enter = useCallback(async (demoPersonId?: string): Promise<boolean> => {
    if (entering.current) return false
    entering.current = true
    setState({ entering: true, problem: null })
    const outcome = await signIn(demoPersonId ?? null)
    entering.current = false
    if (outcome.ok) stayOut(false)
    setState({ entering: false, problem: outcome.ok ? null : outcome.problem })
    return outcome.ok
  }, [])
  return { ...state, enter }
}

/** In WeChat whoever holds the phone is signed in without a tap, unless they have just signed out. */
export function useSilentEntrance({ enter }: Entrance): void {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const stayedOut = useStayedOut((state) => state.stayedOut)
  useEffect(() => {
    if (!signedIn && !stayedOut && insideWeChat) void enter()
  }, [signedIn, stayedOut, enter])
}

/** While nobody is signed in inside WeChat: it is under way, or waits for a tap. */
export function EnteringWeChat({ problem, enter }: Entrance) {
  const stayedOut = useStayedOut((state) => state.stayedOut)
  const again = { id: 'enter', onTap: () => void enter() }
  if (problem) return <ErrorState title={problem.message} offer={{ ...again, label: '再试一次' }} />
  if (stayedOut) return <EmptyState id="enter-first" pictogram="me" title="您已经退出" offer={{ ...again, label: '用微信进入' }} />
  return <Skeleton />
}

/** Content that belongs to somebody. A browser leads to the first page, where one enters. */
export function SignedIn({ children }: { children: ReactNode }) {
  const signedIn = useSession(({ tokens }) => tokens !== null)
  const entrance = useEntrance()
  useSilentEntrance(entrance)
  if (signedIn) return <>{children}</>
  if (insideWeChat) return <EnteringWeChat {...entrance} />
  return (
    <EmptyState
      id="enter-first"
      pictogram="me"
      title="先进来，再看这一页"
      offer={{ id: 'enter', label: '去首页进入', onTap: () => void startAt(homeOf('worker')) }}
    />
  )
}
