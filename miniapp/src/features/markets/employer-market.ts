import { create } from 'zustand'
import { slot } from '../../platform/storage'

export type KnownMarket = { id: string; name: string }

const kept = slot<KnownMarket>('employer-market.1')

/**
 * The market whose gate this phone scanned last to hire: home shows who is there, and a posting goes there. Nothing
 * personal, so it stays when somebody signs out.
 */
export const useEmployerMarket = create<{ market: KnownMarket | null; remember: (market: KnownMarket) => void }>((set) => ({
  market: kept.read(),
  remember: (market) => {
    kept.write(market)
    set({ market })
  },
}))
