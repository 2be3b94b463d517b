import type { StaffRole } from '../words/lists'
import { day, hour } from '../words/time'

/**
 * What people wait for staff to decide. Every case has an owner and a deadline (首问负责, 限时办结; policy clause 九):
 * the first who takes it stays responsible until they hand it over, and the clock runs from the moment it was asked.
 */
export const caseKinds = ['identity', 'licence', 'posting', 'report', 'appeal', 'arrival', 'by_hand'] as const
export type CaseKind = (typeof caseKinds)[number]

export const caseKindWords: Record<CaseKind, string> = { identity: '实名核验', licence: '操作证审核', posting: '招工审核', report: '举报', appeal: '申诉', arrival: '核对到岗', by_hand: '人工确认到岗' }

export const caseOutcomes = ['accepted', 'refused', 'upheld', 'dismissed', 'withdrawn'] as const
export type CaseOutcome = (typeof caseOutcomes)[number]

type KindRule = { dueMs: number; decidedBy: readonly StaffRole[] }

const kindRules: Record<CaseKind, KindRule> = {
  // Somebody stands at the desk or wants people for tomorrow: within the working day.
  identity: { dueMs: 4 * hour, decidedBy: ['staff', 'manager', 'operator'] },
  // Somebody waits with it for the job that they saw.
  licence: { dueMs: 4 * hour, decidedBy: ['staff', 'manager', 'operator'] },
  posting: { dueMs: 2 * hour, decidedBy: ['staff', 'manager'] },
  report: { dueMs: day, decidedBy: ['staff', 'manager', 'inspector'] },
  // A second look is another person's, and never that of the desk that decided first.
  appeal: { dueMs: 3 * day, decidedBy: ['manager', 'inspector', 'officer'] },
  // A scan of a phone or a person no longer to be believed is for who runs the market, before the day's wages are settled.
  arrival: { dueMs: day, decidedBy: ['manager', 'operator'] },
  // Somebody stands at the gate; a colleague looks, and whoever entered them does not.
  by_hand: { dueMs: hour, decidedBy: ['staff', 'manager', 'operator'] },
}

/** When a case of this kind that was opened at `openedAt` must be decided, UTC ms. */
export const caseDueAt = (kind: CaseKind, openedAt: number): number => openedAt + kindRules[kind].dueMs

/** Whether one of these roles decides such cases. */
export const mayDecide = (kind: CaseKind, roles: readonly string[]): boolean => kindRules[kind].decidedBy.some((role) => roles.includes(role))

/** The kinds of cases that one of these roles decides. */
export const kindsDecidedBy = (roles: readonly string[]): CaseKind[] => caseKinds.filter((kind) => mayDecide(kind, roles))
