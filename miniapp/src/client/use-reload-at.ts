import { useEffect } from 'react'
import { useInFront } from '../platform/use-in-front'

/** The server's clock has run out, too, by then. */
const graceMs = 1_000

/** Reads once more when a moment (UTC ms) has passed that changes what is shown; null where there is none. */
export function useReloadAt({ reload }: { reload: () => Promise<void> }, at: number | null): void {
  const inFront = useInFront()
  useEffect(() => {
    const left = at === null ? -1 : at - Date.now()
    if (left < 0) return undefined
    const timer = setTimeout(() => {
      if (inFront()) void reload()
    }, left + graceMs)
    return () => clearTimeout(timer)
  }, [reload, inFront, at])
}
