import { create } from 'zustand'

/** Something the person did that has not reached the server yet. */
export type PendingAct = {
  id: string
  /** What it is, in the person's words: 报名“卸货搬运”. */
  label: string
  /** `waiting` is tried again by itself; `stuck` waits for the person to say so. */
  state: 'sending' | 'waiting' | 'stuck'
  retry: () => void
  drop: () => void
}

type PageStatus = {
  sandbox: boolean
  online: boolean
  pending: readonly PendingAct[]
  /** Scans of staff that are on this phone and not yet with the server. */
  unreported: number
}

/** What every page shows above its content. Features tell; the design system only draws. */
export const usePageStatus = create<PageStatus>(() => ({ sandbox: false, online: true, pending: [], unreported: 0 }))
