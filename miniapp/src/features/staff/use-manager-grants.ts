import type { Grant } from '@market/shared/staff/staff.contract'
import { useState } from 'react'
import { usePages, type Pages } from '../../client/use-pages'
import { useGrantMoves, type GrantMoves } from './use-grant-moves'

export type GrantsView = 'open' | 'current' | 'past'

export type ManagerGrants = {
  view: GrantsView
  choose: (view: GrantsView) => void
  list: Pages<{ grants: Grant[]; next: string | null }>
  moves: GrantMoves
}

/** Rights in my scope, by where they stand, and what I may do with them. */
export function useManagerGrants(): ManagerGrants {
  const [view, choose] = useState<GrantsView>('open')
  const list = usePages('GET /api/grants', { state: view })
  return { view, choose, list, moves: useGrantMoves(list.first.reload) }
}
