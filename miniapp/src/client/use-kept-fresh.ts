import { useEffect } from 'react'
import { useInFront } from '../platform/use-in-front'

/** How often what changes by the minute is read again; an answer that has not changed costs no bytes where the phone keeps it. */
export const lookAgainMs = 10_000

/** How often somebody's own things are: a place that is dispatched is held for five minutes, and there are many who look. */
export const ownThingsMs = 15_000

/** Reads again and again while the page is in front; null: not now. */
export function useKeptFresh({ reload }: { reload: () => Promise<void> }, everyMs: number | null = lookAgainMs): void {
  const inFront = useInFront()
  useEffect(() => {
    if (everyMs === null) return undefined
    const timer = setInterval(() => {
      if (inFront()) void reload()
    }, everyMs)
    return () => clearInterval(timer)
  }, [reload, inFront, everyMs])
}
