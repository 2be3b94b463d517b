import { useCallback, useMemo, useState } from 'react'
import { slot } from '../platform/storage'

export type Draft<T> = {
  value: T
  change: (part: Partial<T>) => void
  /** After it has been sent: the next form starts empty, and nothing personal stays on the phone. */
  clear: () => void
}

/**
 * A form that survives: every keystroke is kept, so a call, a flat battery or a lost network loses nothing typed.
 * `key` names the form and, where there is more than one, what it is about.
 */
export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const kept = useMemo(() => slot<Partial<T>>(`draft.1:${key}`), [key])
  const [value, setValue] = useState<T>(() => ({ ...initial, ...kept.read() }))
  const change = useCallback(
    (part: Partial<T>) =>
      setValue((before) => {
        const next = { ...before, ...part }
        kept.write(next)
        return next
      }),
    [kept],
  )
  const clear = useCallback(() => kept.clear(), [kept])
  return { value, change, clear }
}
