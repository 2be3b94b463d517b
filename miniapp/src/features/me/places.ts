import type { Part } from '@market/shared/endpoint'
import type { Me } from '@market/shared/session/session.contract'
import type { StaffRole } from '@market/shared/words/lists'
import { paths } from '../../pages/paths'
import type { PictogramName } from '../../ui/pictograms'

/** A page that has no tab, and how it is announced. */
export type Place = {
  id: string
  label: string
  under?: string
  pictogram: PictogramName
  path: string
  /** Who finds it in their part of the app. */
  isFor: (me: Me) => boolean
  /** It is about one market, and opened with `marketId`. */
  atMarket?: boolean
}

/** Somebody who has one of these roles anywhere. */
export const having = (...roles: StaffRole[]) => (me: Me): boolean => me.grants.some(({ role }) => roles.includes(role))
export const everybody = (): boolean => true

/** Who asked for something sees what becomes of it. */
const myCases: Place = { id: 'my-cases', label: '我交办的事', under: '谁在办，什么时候办完', pictogram: 'queue', path: paths.myCases, isFor: everybody }

/** By part of the app: a manager's stand on 总览, everybody else's on 我的. */
const places: Record<Part, readonly Place[]> = {
  worker: [myCases],
  employer: [myCases],
  staff: [],
  manager: [],
}

/** Those of a part that this person has a use for. On 我的 a manager has none: theirs stand on their home page. */
export const placesFor = (me: Me, part: Part, where: 'me' | 'home' = 'me'): Place[] =>
  (part === 'manager') === (where === 'home') ? places[part].filter(({ isFor }) => isFor(me)) : []
