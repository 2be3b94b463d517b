import type { FieldProblem } from '../errors'
import { day } from '../words/time'
import type { VersionInfo } from './versions.contract'

/** A version that waits for its day keeps every other one out: for so long at the most, ms. */
export const longestNotice = 90 * day

/** @param effectiveFrom UTC ms; null for at once */
export const noticeProblems = (effectiveFrom: number | null, now: number): FieldProblem[] => {
  if (effectiveFrom === null || (effectiveFrom >= now && effectiveFrom <= now + longestNotice)) return []
  return [{ field: 'effectiveFrom', message: effectiveFrom < now ? '生效时间不能早于现在' : `生效时间最多定在 ${longestNotice / day} 天以内` }]
}

/** Proposed, and nobody has decided yet. */
export const isProposed = ({ confirmedAt, droppedAt }: Pick<VersionInfo, 'confirmedAt' | 'droppedAt'>): boolean => confirmedAt === null && droppedAt === null

/** Confirmed for a later day. */
export const isPlanned = ({ effectiveFrom, droppedAt }: Pick<VersionInfo, 'effectiveFrom' | 'droppedAt'>, now: number): boolean => effectiveFrom !== null && effectiveFrom > now && droppedAt === null
