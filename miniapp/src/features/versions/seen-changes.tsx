import type { ReactNode } from 'react'
import { useEffect } from 'react'
import type { Reading } from '../../client/use-read'
import { Loaded } from '../../ui/loaded'

/** What a version would change, once it is read; whoever waits for that is told. */
export function SeenChanges<T>({ reading, onSeen, children }: { reading: Reading<T>; onSeen: () => void; children: (content: T) => ReactNode }) {
  const here = reading.value !== null
  useEffect(() => {
    if (here) onSeen()
  }, [here, onSeen])
  return <Loaded reading={reading} cards={1}>{children}</Loaded>
}
