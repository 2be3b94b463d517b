import { hasArrived } from '../apply/apply.rules'
import { judgeArrival, type ExpectedWorker } from './arrive.rules'
import type { CaseKind } from '../cases/cases.rules'
import { byHandReasons, isByHand, type ByHandReason } from './by-hand.rules'
import { reviewReasons, type ReviewReason } from './offline.rules'

/** The case that is opened about a scan which somebody has to look at. */
export type ScanCaseKind = Extract<CaseKind, 'arrival' | 'by_hand'>
/** Why a scan waits for a decision; kept with the scan. */
export type ScanCause = ReviewReason | ByHandReason
export const scanCauses = [...reviewReasons, ...byHandReasons] as const

export const scanCaseKind = (cause: ScanCause): ScanCaseKind => (isByHand(cause) ? 'by_hand' : 'arrival')

/** Whether the server judged a scan as any other before it was kept. */
export const wasJudged = (cause: ScanCause): boolean => !isByHand(cause) && cause !== 'revoked_phone' && cause !== 'former_staff'

/** What whoever decides has found out. A closed list: it is kept in the audit log, where nothing personal may be typed. */
export const findings = ['saw_them', 'was_there', 'employer_says_so', 'was_not_there', 'somebody_else', 'not_clear'] as const
export type Finding = (typeof findings)[number]

export const findingWords: Record<Finding, string> = {
  saw_them: '我看到了，是本人',
  was_there: '问过同事，人到了',
  employer_says_so: '雇主说人到了',
  was_not_there: '人没来',
  somebody_else: '来的不是本人',
  not_clear: '查不清',
}

const speaksFor: readonly Finding[] = ['saw_them', 'was_there', 'employer_says_so']

/** Whether a finding lets the scan count. */
export const letsCount = (finding: Finding): boolean => speaksFor.includes(finding)

export const findingsFor = findings.filter(letsCount)
export const findingsAgainst = findings.filter((finding) => !letsCount(finding))

/** Whether a scan made somebody arrive, or came when they had: then a decision about it is only noted. */
export const hasCounted = (result: string): boolean => result === 'accepted' || result === 'already_arrived'

/**
 * Whether a scan can still be let count: of somebody whom this market expects and who could be confirmed when it was made, or who has
 * arrived by now.
 * @param at when it was made, UTC ms
 */
export const mayStillCount = (expected: ExpectedWorker | null, marketId: string, at: number): boolean =>
  expected !== null && expected.marketId === marketId && (hasArrived(expected.state) || judgeArrival('ok', expected, marketId, at) === 'accepted')
