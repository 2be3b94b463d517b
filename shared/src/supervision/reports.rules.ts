import type { FieldProblem } from '../errors'
import { keptText } from '../jobs/jobs.rules'

/** Why a posting is reported, what staff may decide, and what follows for the employer: closed lists with their words. */

export const reportReasons = ['asked_for_money', 'not_as_described', 'unreachable', 'discrimination', 'dangerous', 'other'] as const
export type ReportReason = (typeof reportReasons)[number]
export const reportReasonWords: Record<ReportReason, string> = {
  asked_for_money: '要我交钱',
  not_as_described: '和说的不一样',
  unreachable: '联系不上',
  discrimination: '挑男女、民族、户口',
  dangerous: '太危险',
  other: '其他',
}

export const reportDecisions = ['nothing', 'warning', 'points', 'takedown', 'blacklist'] as const
export type ReportDecision = (typeof reportDecisions)[number]
export const reportDecisionWords: Record<ReportDecision, string> = {
  nothing: '没发现问题',
  warning: '提醒，不记分',
  points: '记分',
  takedown: '撤下并记分',
  blacklist: '撤下、记分，并提请暂停发布',
}

export const sanctionKinds = ['warning', 'points', 'takedown', 'blacklist'] as const
export type SanctionKind = (typeof sanctionKinds)[number]
export const sanctionKindWords: Record<SanctionKind, string> = { warning: '提醒', points: '记分', takedown: '撤下招工', blacklist: '暂停发布' }

/** A decision touches somebody, who must be able to read why: every one but the first says so. */
export function decisionProblems({ decision, reason, points }: { decision: ReportDecision; reason: string; points: number }): FieldProblem[] {
  return [
    ...(Array.from(keptText(reason)).length < 2 ? [{ field: 'reason', message: '请写清楚依据，对方会看到' }] : []),
    ...(decision === 'points' && points < 1 ? [{ field: 'points', message: '请填记几分' }] : []),
  ]
}

/** A reason that others will read. */
export const reasonProblem = (field: string, reason: string): FieldProblem[] =>
  Array.from(keptText(reason)).length < 2 ? [{ field, message: '请写明原因，至少两个字' }] : []
