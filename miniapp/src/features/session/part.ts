import type { Part } from '@market/shared/endpoint'
import type { Me } from '@market/shared/session/session.contract'
import { create } from 'zustand'
import { slot } from '../../platform/storage'
import { roleTabs } from '../../ui/role-tabs'
import { useSession } from './session.store'

/** One person may look for work and hire; the part of the app they are in is theirs to choose. */
type PartChoice = { personId: string; part: Part }

const kept = slot<PartChoice>('part.1')

const useChoice = create<{ choice: PartChoice | null }>(() => ({ choice: kept.read() }))

/** The part `me` is in: what they chose on this phone, else what they are registered as; a newcomer looks for work. */
export const partOf = (me: Me | null, choice: PartChoice | null): Part => {
  if (!me) return 'worker'
  if (choice?.personId === me.personId) return choice.part
  return (['worker', 'employer', 'staff'] as const).find((role) => me.roles.includes(role)) ?? (manages(me) ? 'manager' : 'worker')
}

/** Whether somebody has a grant beyond the desk: whoever answers for a market or watches over several. */
export const manages = (me: Me): boolean => me.grants.some(({ role }) => role !== 'staff')

export function usePart(): Part {
  const me = useSession((session) => session.me)
  const choice = useChoice((state) => state.choice)
  return partOf(me, choice)
}

export const currentPart = (): Part => partOf(useSession.getState().me, useChoice.getState().choice)

/** Remembers the part for the person signed in; nothing to remember for nobody. */
export function choosePart(part: Part): void {
  const { me } = useSession.getState()
  if (!me) return
  const choice = { personId: me.personId, part }
  kept.write(choice)
  useChoice.setState({ choice })
}

/** First page of a part. */
export const homeOf = (part: Part): string => roleTabs[part][0].path
