import { bothHaveSigned, hasArrived } from '../apply/apply.rules'
import { holdsPlace, type ApplicationState } from '../journey'
import { fine, wrong, type Checked } from '../register/checked'
import type { MemberWork } from './crews.contract'

/** From two people on a group is a crew. */
export const fewestInCrew = 2
/** The leader included: as many as a bus takes. */
export const mostInCrew = 50

const longestName = 12
/** Digits that could be a phone or an ID number: the name is shown to everybody who scans the code. */
const longNumber = /[0-9\uff10-\uff19][0-9\uff10-\uff19 -]{5,}/

/** What the crew is called: `老张班`, `洛阳钢筋一班`. Shown to strangers who scan its code, so nothing to reach somebody by. */
export function checkCrewName(typed: string): Checked<string> {
  const name = typed.replace(/\s+/g, ' ').trim()
  const length = Array.from(name).length
  if (length === 0) return wrong('请给班组起个名字，比如“老张班”')
  if (longNumber.test(name) || /[@/:]/.test(name)) return wrong('名字里不要写电话、微信号或网址')
  return length >= 2 && length <= longestName ? fine(name) : wrong(`名字请起 2 到 ${longestName} 个字`)
}

/**
 * How far a member is, from their applications for work that is not over yet. Only the furthest is told: the leader needs
 * to know who can go, and not what else anybody has applied for.
 */
export function workOf(states: readonly ApplicationState[]): MemberWork {
  if (states.some(hasArrived)) return 'arrived'
  if (states.some(bothHaveSigned)) return 'signed'
  return states.some(holdsPlace) ? 'applied' : 'none'
}

/** Where a crew of this size stands. */
export const sizeWords = (size: number): string => {
  if (size < fewestInCrew) return '只有班长一个人'
  return size >= mostInCrew ? `满 ${mostInCrew} 人了` : `一共 ${size} 人`
}
