import { create } from 'zustand'
import { slot } from '../../platform/storage'

const kept = slot<boolean>('stayed-out.1')

/** Whoever signed out wants to be out: WeChat's silent sign-in waits for a tap until somebody enters again. */
export const useStayedOut = create<{ stayedOut: boolean }>(() => ({ stayedOut: kept.read() ?? false }))

export function stayOut(stayedOut: boolean): void {
  if (stayedOut) kept.write(true)
  else kept.clear()
  useStayedOut.setState({ stayedOut })
}
