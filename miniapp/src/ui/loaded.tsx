import type { ReactNode } from 'react'
import { startAt } from '../platform/navigation'
import { ErrorState, Skeleton } from './page-states'

type Props<T> = {
  /** What `useRead` gives. */
  reading: { value: T | null; problem: { message: string; code?: string } | null; reload: () => Promise<void> }
  /** Cards in the place of what is still on its way. */
  cards?: number
  children: (value: T) => ReactNode
}

/** What was read, or its place while it is on its way, or what to do when it could not be read. Old data is shown, not hidden. */
export function Loaded<T>({ reading: { value, problem, reload }, cards, children }: Props<T>) {
  if (value !== null) return <>{children(value)}</>
  if (!problem) return <Skeleton cards={cards} />
  // Asking again for what is not there helps nobody.
  if (problem.code === 'not_found') return <ErrorState title={problem.message} offer={{ id: 'go-home', label: '回首页', onTap: () => void startAt('/pages/today/index') }} />
  return <ErrorState title={problem.message} offer={{ id: 'reload', label: '再试一次', onTap: () => void reload() }} />
}
