import { create } from 'zustand'
import { coarsePlace, type Place } from '../../platform/location'

type WhereIAm = { place: Place | null; asked: 'never' | 'asking' | 'refused' | 'given' }

/** Roughly where the phone is, once the person has said it may be known. Kept only while the app is open. */
export const useWhereIAm = create<WhereIAm>(() => ({ place: null, asked: 'never' }))

/** To be called from a tap on 离我近: the phone asks the person at that moment. */
export async function askWhereIAm(): Promise<void> {
  if (useWhereIAm.getState().asked === 'asking') return
  useWhereIAm.setState({ asked: 'asking' })
  const place = await coarsePlace()
  useWhereIAm.setState({ place, asked: place ? 'given' : 'refused' })
}
