import type { Me, Tokens } from '@market/shared/session/session.contract'
import { create } from 'zustand'
import { slot } from '../../platform/storage'

type Kept = { tokens: Tokens; me: Me }

type Session = {
  tokens: Tokens | null
  me: Me | null
  entered: (tokens: Tokens, me: Me) => void
  /** After registering, or when the person's roles have changed. */
  known: (me: Me) => void
  left: () => void
}

const kept = slot<Kept>('session.1')

/** Who is signed in on this phone. Kept, so that nobody signs in twice a morning. */
export const useSession = create<Session>((set, get) => ({
  tokens: null,
  me: null,
  ...kept.read(),
  entered: (tokens, me) => {
    kept.write({ tokens, me })
    set({ tokens, me })
  },
  known: (me) => {
    const { tokens } = get()
    if (tokens) kept.write({ tokens, me })
    set({ me })
  },
  left: () => {
    kept.clear()
    set({ tokens: null, me: null })
  },
}))
