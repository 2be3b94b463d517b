import type { FieldProblem } from '../errors'
import { staffRoles, type StaffRole } from '../words/lists'
import { day, marketDay, startOfMarketDay } from '../words/time'

/**
 * Who may give whom which right where, and for how long. A right comes from two people and never reaches as high as
 * either of them, so that two who agree on mischief cannot climb: whoever proposes and whoever confirms could each have
 * given it, and nobody can give what they hold themselves.
 */

/** A node of the tree by its path: `/41/4103/` a region, `/41/4103/<market id>/` one market. */
export type Scope = { kind: 'region' | 'market'; path: string }

/** A role at a scope: what is held, or what is wanted. */
export type Authority = { role: StaffRole; scopePath: string }

/** Whether a grant at `scopePath` is also one for what stands at `path`. Both end with a slash, so `/41/4103/` is not above `/41/41031/`. */
export const covers = (scopePath: string, path: string): boolean => scopePath.endsWith('/') && path.startsWith(scopePath)

const isBelow = (path: string, scopePath: string): boolean => path !== scopePath && covers(scopePath, path)

/** Where a role may be held. Desk and operators belong to one market: who may look at many works under a name of their own. */
const scopeKinds: Record<StaffRole, readonly Scope['kind'][]> = {
  staff: ['market'],
  operator: ['market'],
  manager: ['market', 'region'],
  inspector: ['market', 'region'],
  officer: ['region'],
}

/** Whether this role can be held at such a scope at all. */
export const fitsScope = (role: StaffRole, kind: Scope['kind']): boolean => scopeKinds[role].includes(kind)

/**
 * Which roles give which. A manager chooses the people of the desk and nobody else: entrusting a market to an operator
 * is an act of the office that pays and checks the licence (policy clause 十五).
 */
export const giversOf: Record<StaffRole, readonly { role: StaffRole; where: 'within' | 'below' }[]> = {
  staff: [{ role: 'manager', where: 'within' }, { role: 'officer', where: 'within' }],
  manager: [{ role: 'officer', where: 'within' }],
  inspector: [{ role: 'officer', where: 'within' }],
  operator: [{ role: 'officer', where: 'within' }],
  // Never at their own level: the people of one office cannot multiply themselves. The highest come from the server's console.
  officer: [{ role: 'officer', where: 'below' }],
}

/** Whether somebody who holds these may propose, confirm, refuse or end `wanted`; that they are somebody else is asked separately. */
export const mayGive = (held: readonly Authority[], wanted: Authority): boolean =>
  giversOf[wanted.role].some(({ role, where }) =>
    held.some((own) => own.role === role && (where === 'below' ? isBelow(wanted.scopePath, own.scopePath) : covers(own.scopePath, wanted.scopePath))))

/** The roles that somebody who holds these may propose at this scope. */
export const rolesToGive = (held: readonly Authority[], scope: Scope): StaffRole[] =>
  staffRoles.filter((role) => fitsScope(role, scope.kind) && mayGive(held, { role, scopePath: scope.path }))

/** How long a proposal waits for its second person. Confirmed months later it would be a surprise to everybody. */
export const proposalLasts = 14 * day

/** A grant as far as time and people decide about it; instants in UTC ms. */
export type GrantFacts = {
  personId: string
  proposedBy: string | null
  proposedAt: number | null
  grantedAt: number | null
  endedAt: number | null
  endedBy: string | null
  fromAt: number
  untilAt: number | null
}

export const grantStates = ['proposed', 'lapsed', 'refused', 'withdrawn', 'planned', 'in_force', 'expired', 'ended'] as const
export type GrantState = (typeof grantStates)[number]

/** Where a grant stands at `now` (UTC ms). Only one `in_force` lets its person do anything. */
export function grantState(grant: GrantFacts, now: number): GrantState {
  const { grantedAt, endedAt, fromAt, untilAt } = grant
  if (grantedAt === null) {
    // Cleared away without anybody's decision, so that it can be proposed again.
    if (endedAt !== null && grant.endedBy === null) return 'lapsed'
    if (endedAt !== null) return grant.endedBy === grant.proposedBy ? 'withdrawn' : 'refused'
    const tooLate = (grant.proposedAt ?? 0) + proposalLasts <= now || (untilAt !== null && untilAt <= now)
    return tooLate ? 'lapsed' : 'proposed'
  }
  if (endedAt !== null && endedAt <= now) return 'ended'
  if (untilAt !== null && untilAt <= now) return 'expired'
  return fromAt <= now ? 'in_force' : 'planned'
}

/**
 * Whether this person may be the second one. Their right to give is asked separately (`mayGive`), and so is that the
 * proposer still has theirs: a proposal by somebody who has been dismissed since is void.
 */
const isSecondPerson = (grant: Pick<GrantFacts, 'personId' | 'proposedBy'>, personId: string): boolean =>
  personId !== grant.personId && personId !== grant.proposedBy

/** What somebody may do with a grant. */
export type GrantMoves = { confirm: boolean; refuse: boolean; end: boolean }

/**
 * What this person may do with a grant. Ending takes one person, because it must be quick; one's own right anybody may
 * lay down, and one's own proposal anybody may take back.
 * @param held what this person holds in force
 * @param proposerMay whether the proposer still could propose it
 */
export function movesOn(grant: GrantFacts & Authority, { personId, held, proposerMay }: { personId: string; held: readonly Authority[]; proposerMay: boolean }, now: number): GrantMoves {
  const state = grantState(grant, now)
  const gives = mayGive(held, grant)
  const open = state === 'proposed'
  const second = gives && isSecondPerson(grant, personId)
  return {
    confirm: open && second && proposerMay,
    refuse: open && (second || personId === grant.proposedBy),
    end: (state === 'in_force' || state === 'planned') && (gives || personId === grant.personId),
  }
}

/** Why a proposal was refused or a right ended: closed lists, so that nothing personal is typed into the audit log. */
export const refuseReasons = ['wrong_person', 'wrong_role', 'wrong_days', 'not_needed', 'taken_back'] as const
export type RefuseReason = (typeof refuseReasons)[number]
export const refuseReasonWords: Record<RefuseReason, string> = {
  wrong_person: '人不对',
  wrong_role: '岗位或地方不对',
  wrong_days: '日期不对',
  not_needed: '不需要了',
  taken_back: '提出的人撤回',
}
export const endReasons = ['left', 'moved', 'rule_broken', 'phone_lost', 'no_longer_needed'] as const
export type EndReason = (typeof endReasons)[number]
export const endReasonWords: Record<EndReason, string> = {
  left: '离职了',
  moved: '换岗位或换地方了',
  rule_broken: '违反规定',
  phone_lost: '手机丢了',
  no_longer_needed: '不再需要',
}

/** A grant ends after this at the latest; whoever still works here then is proposed again, by two people who look once more. */
export const longestTermYears = 3
/** How far ahead a grant may begin. */
export const earliestProposal = 90 * day

/** The days of a grant as people give them, `YYYY-MM-DD`; the last day counts in full. */
export type GrantDays = { fromDay: string; untilDay: string }

/** When a market's day of this name begins, UTC ms; null for a day that no calendar has. */
export const startOfDayNamed = (name: string): number | null => {
  const at = Date.parse(`${name}T00:00:00+08:00`)
  // Some engines read 31 February as 3 March.
  return Number.isNaN(at) || marketDay(at) !== name ? null : at
}

/** The same day some years later; 29 February becomes the 28th. */
export const yearsLater = (name: string, years: number): string => {
  const wanted = `${String(Number(name.slice(0, 4)) + years).padStart(4, '0')}${name.slice(4)}`
  return startOfDayNamed(wanted) === null ? `${wanted.slice(0, 8)}28` : wanted
}

/** The instants a grant of these days runs from and until (UTC ms); null when one of them is no day. */
export function termOf({ fromDay, untilDay }: GrantDays): { fromAt: number; untilAt: number } | null {
  const fromAt = startOfDayNamed(fromDay)
  const lastDay = startOfDayNamed(untilDay)
  return fromAt === null || lastDay === null ? null : { fromAt, untilAt: lastDay + day }
}

/** Everything that is wrong with the days of a grant proposed at `now` (UTC ms). */
export function termProblems({ fromDay, untilDay }: GrantDays, now: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  const fromAt = startOfDayNamed(fromDay)
  const lastDay = startOfDayNamed(untilDay)
  if (fromAt === null) problems.push({ field: 'fromDay', message: '没有这一天，请重选' })
  else if (fromAt < startOfMarketDay(now)) problems.push({ field: 'fromDay', message: '最早从今天开始' })
  else if (fromAt > now + earliestProposal) problems.push({ field: 'fromDay', message: '最多提前三个月办' })
  if (lastDay === null) problems.push({ field: 'untilDay', message: '没有这一天，请重选' })
  else if (lastDay < startOfMarketDay(now)) problems.push({ field: 'untilDay', message: '这一天已经过去了' })
  else if (fromAt !== null && lastDay < fromAt) problems.push({ field: 'untilDay', message: '结束要在开始之后' })
  else if (fromAt !== null && untilDay >= yearsLater(fromDay, longestTermYears)) {
    problems.push({ field: 'untilDay', message: `一次最长 ${longestTermYears} 年，到期可以再续` })
  }
  return problems
}
