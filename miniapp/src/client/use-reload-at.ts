import { useEffect } from 'react'
import { useInFront } from '../platform/use-in-front'

/** The server looks every three seconds for clocks that have run out: by then it has seen this one. */
const graceMs = 4_000

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
