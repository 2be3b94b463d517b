import { useEffect } from 'react'
import { useInFront } from '../platform/use-in-front'

/** How often what changes by the minute is read again; an answer that has not changed costs no bytes where the phone keeps it. */
export const lookAgainMs = 10_000

/** Reads again and again while the page is in front. */
export function useKeptFresh({ reload }: { reload: () => Promise<void> }, everyMs = lookAgainMs): void {
  const inFront = useInFront()
  useEffect(() => {
    const timer = setInterval(() => {
      if (inFront()) void reload()
    }, everyMs)
    return () => clearInterval(timer)
  }, [reload, inFront, everyMs])
}
